import { api } from './base.ts';

export const presets = api.presets.router({
  list: api.presets.list.handler(({ context }) => context.service.presets.list()),
  fill: api.presets.fill.handler(({ context, input }) => context.service.presets.fill(input)),
  try: api.presets.try.handler(({ context, input, signal }) =>
    context.service.presets.try(input, signal),
  ),
  add: api.presets.add.handler(({ context, input }) => context.service.presets.add(input)),
  tryEntry: api.presets.tryEntry.handler(({ context, input, signal }) =>
    context.service.presets.tryEntry(input, signal),
  ),
});
