import { api } from './base.ts';

export const auth = api.auth.router({
  list: api.auth.list.handler(({ context }) => context.service.auth.list()),
  generate: api.auth.generate.handler(({ context, input }) => context.service.auth.generate(input)),
  revoke: api.auth.revoke.handler(({ context, input }) => context.service.auth.revoke(input.token)),
  show: api.auth.show.handler(({ context, input }) => context.service.auth.show(input.token)),
});
