import { z } from 'zod';
import { call } from './base.ts';

const Check = z.object({
  id: z.string(),
  title: z.string(),
  verdict: z.enum(['ok', 'warn', 'fail', 'skip']),
  found: z.string(),
  remedy: z.string().optional(),
  /** What `doctor.fix` can do about it, as a verb: "Create the folder". */
  fix: z.string().optional(),
});

export const doctor = {
  run: call.output(z.array(Check)),
  fix: call.input(z.object({ id: z.string() })).output(z.array(Check)),
  /** Facts for a bug report as JSON: versions, checks, states, last log lines; no secret in it. */
  diagnostics: call.output(z.object({ name: z.string(), text: z.string() })),
};
