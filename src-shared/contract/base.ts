import { oc } from '@orpc/contract';
import { z } from 'zod';

/** What every call may fail with: a LoomError, its parts as data. */
export const FailureData = z.object({
  code: z.string(),
  remedy: z.string(),
  /** Its name in remedies.ts, where it is not the code's own. */
  remedyId: z.string().optional(),
  server: z.string().optional(),
  place: z
    .object({ file: z.string(), line: z.number().optional(), column: z.number().optional() })
    .optional(),
  stderr: z.array(z.string()).optional(),
});
export type FailureData = z.output<typeof FailureData>;

export const call = oc.errors({ LOOM: { data: FailureData } });
