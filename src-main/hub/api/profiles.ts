import { api } from './base.ts';

export const profiles = api.profiles.router({
  list: api.profiles.list.handler(({ context }) => context.service.profiles.list()),
  view: api.profiles.view.handler(({ context, input }) => context.service.profiles.view(input)),
  set: api.profiles.set.handler(({ context, input }) => context.service.profiles.set(input)),
  remove: api.profiles.remove.handler(({ context, input }) =>
    context.service.profiles.remove(input.name),
  ),
});
