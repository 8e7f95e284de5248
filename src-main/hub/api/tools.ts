import { api } from './base.ts';

export const tools = api.tools.router({
  list: api.tools.list.handler(({ context, input }) => context.service.tools.list(input)),
  call: api.tools.call.handler(({ context, input, signal }) =>
    context.service.tools.call(input, signal),
  ),
});
