import { z } from 'zod';
import { DoctorCheck } from '../domain/doctor.ts';
import { call } from './base.ts';

export const doctor = {
  run: call.output(z.array(DoctorCheck)),
  fix: call.input(z.object({ id: z.string() })).output(z.array(DoctorCheck)),
  /** Facts for a bug report as JSON: versions, checks, states, last log lines; no secret in it. */
  diagnostics: call.output(z.object({ name: z.string(), text: z.string() })),
};
