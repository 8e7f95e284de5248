import { api } from './base.ts';

export const doctor = api.doctor.router({
  run: api.doctor.run.handler(({ context }) => context.service.doctor.run()),
  fix: api.doctor.fix.handler(({ context, input }) => context.service.doctor.fix(input.id)),
  diagnostics: api.doctor.diagnostics.handler(({ context }) =>
    context.service.doctor.diagnostics(),
  ),
});
