import { api } from './base.ts';

export const bundles = api.bundles.router({
  inspect: api.bundles.inspect.handler(({ context, input }) =>
    context.service.bundles.inspect(input),
  ),
  fill: api.bundles.fill.handler(({ context, input }) => context.service.bundles.fill(input)),
  try: api.bundles.try.handler(({ context, input, signal }) =>
    context.service.bundles.try(input, signal),
  ),
  add: api.bundles.add.handler(({ context, input }) => context.service.bundles.add(input)),
});
