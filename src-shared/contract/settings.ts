import { z } from 'zod';
import { call } from './base.ts';

/** One key of config.yaml. */
const Setting = z.object({
  /** `http.address` */
  key: z.string(),
  /** In force now. */
  value: z.unknown(),
  /** What the file says; undefined where it says nothing. */
  written: z.unknown().optional(),
  default: z.unknown(),
  /** A variable or flag that overrides the file, such as `LOOM_HTTP_ADDR`. */
  overriddenBy: z.string().optional(),
  kind: z.enum(['text', 'number', 'boolean', 'choice', 'duration', 'bytes', 'list']),
  choices: z.array(z.string()).optional(),
  /** The file's value differs from the one in force: it takes effect at the next start. */
  needsRestart: z.boolean(),
});

const Change = z.object({ key: z.string(), value: z.unknown() });

export const settings = {
  list: call.output(z.object({ file: z.string(), settings: z.array(Setting) })),
  /**
   * Writes one key into config.yaml, the rest kept as it is; `null` takes it out. `more`: keys that
   * hold only together with it, such as a certificate and its key.
   */
  set: call
    .input(Change.extend({ more: z.array(Change).optional() }))
    .output(z.object({ needsRestart: z.boolean() })),
};
