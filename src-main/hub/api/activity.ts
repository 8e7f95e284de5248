import { api } from './base.ts';

export const activity = api.activity.router({
  list: api.activity.list.handler(({ context, input }) => context.service.activity.list(input)),
  get: api.activity.get.handler(({ context, input }) => context.service.activity.get(input)),
  follow: api.activity.follow.handler(({ context, input, signal }) =>
    context.service.activity.follow(input, signal),
  ),
  stats: api.activity.stats.handler(({ context, input }) => context.service.activity.stats(input)),
  export: api.activity.export.handler(({ context, input }) =>
    context.service.activity.export(input),
  ),
  clear: api.activity.clear.handler(({ context }) => context.service.activity.clear()),
});
