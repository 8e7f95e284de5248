import { api } from './base.ts';

export const settings = api.settings.router({
  list: api.settings.list.handler(({ context }) => context.service.settings.list()),
  set: api.settings.set.handler(({ context, input }) => context.service.settings.set(input)),
});
