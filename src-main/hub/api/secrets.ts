import { api } from './base.ts';

export const secrets = api.secrets.router({
  list: api.secrets.list.handler(({ context }) => context.service.secrets.list()),
  set: api.secrets.set.handler(({ context, input }) => context.service.secrets.set(input)),
  remove: api.secrets.remove.handler(({ context, input }) => context.service.secrets.remove(input)),
  reveal: api.secrets.reveal.handler(({ context, input }) => context.service.secrets.reveal(input)),
  store: api.secrets.store.handler(({ context }) => context.service.secrets.store()),
  rekey: api.secrets.rekey.handler(({ context, input }) => context.service.secrets.rekey(input)),
  findPlaintext: api.secrets.findPlaintext.handler(({ context }) =>
    context.service.secrets.findPlaintext(),
  ),
  adopt: api.secrets.adopt.handler(({ context, input }) => context.service.secrets.adopt(input)),
});
