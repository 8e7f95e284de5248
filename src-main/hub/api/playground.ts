import { api } from './base.ts';

export const playground = api.playground.router({
  run: api.playground.run.handler(({ context, input, signal }) =>
    context.service.playground.run(input, signal ?? new AbortController().signal),
  ),
  answer: api.playground.answer.handler(({ context, input }) =>
    context.service.playground.answer(input),
  ),
  surface: api.playground.surface.handler(({ context, input }) =>
    context.service.playground.surface(input),
  ),
});
