import { z } from 'zod';

const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const pattern = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;

/** Timers count in 31 bits of milliseconds: a longer one would fire at once. */
const longestMs = 24 * unitMs.d;

/** A span of time as people write it, `500ms`, `10m`, `2h`; parsed to milliseconds, at most `24d`. */
export const Duration = z
  .union([z.string(), z.number()], 'expected a duration such as "30s", "10m" or "2h"')
  .transform((value, context): number => {
    const match = pattern.exec(String(value).trim());
    const ms = Math.round(Number(match?.[1]) * unitMs[match?.[2] as keyof typeof unitMs]);
    if (ms <= longestMs) return ms;
    const message = match
      ? 'expected a duration of at most "24d"'
      : 'expected a duration such as "30s", "10m" or "2h"';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** Milliseconds in the largest unit that divides them: 600000 is `10m`. */
export function formatDuration(ms: number): string {
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    if (ms > 0 && ms % unitMs[unit] === 0) return `${ms / unitMs[unit]}${unit}`;
  }
  return `${ms}ms`;
}
