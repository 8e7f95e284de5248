import { api } from './base.ts';
import { followLines } from './follow-lines.ts';

export const logs = api.logs.router({
  recent: api.logs.recent.handler(({ context, input }) => context.service.logs.recent(input)),
  follow: api.logs.follow.handler(({ context, input, signal }) =>
    followLines(context.service, input.server, signal),
  ),
});
