import { z } from 'zod';
import type { LoomError } from '../errors.ts';

/**
 * What tells a failure apart, beside its English text: its code in errors.ts and its remedy's name in
 * remedies.ts. Texts for what a hub of another version sends: they may be unknown here.
 */
export const Cause = z.object({ code: z.string().optional(), remedyId: z.string().optional() });
export type Cause = z.output<typeof Cause>;

export function causeOf({ code, remedyId }: Cause | Pick<LoomError, 'code' | 'remedyId'>): Cause {
  return { ...(code && { code }), ...(remedyId && { remedyId }) };
}
