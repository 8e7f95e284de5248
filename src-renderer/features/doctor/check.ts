import type { HubClient } from '../../state/carrier.ts';
import type { Tone } from '../../ui/state-mark.tsx';

/** One thing that was looked at. */
export type Check = Awaited<ReturnType<HubClient['doctor']['run']>>[number];

/** The worst first; what is fine comes last, and is there all the same. */
export const verdicts = ['fail', 'warn', 'skip', 'ok'] as const satisfies Check['verdict'][];

export const tones = {
  fail: 'failed',
  warn: 'attention',
  skip: 'off',
  ok: 'ok',
} as const satisfies Record<Check['verdict'], Tone>;
