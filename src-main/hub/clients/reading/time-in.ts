/**
 * In milliseconds; undefined where it is no time. Where the unit is unknown, nobody waits a quarter of
 * an hour or a blink.
 */
export function toMs(value: unknown, unit: string | undefined): number | undefined {
  const [, digits, written] = /^(\d+(?:\.\d+)?)\s?(ms|s|m)?$/.exec(String(value)) ?? [];
  const number = Number(digits);
  if (digits === undefined || !(number > 0) || typeof value === 'boolean') return undefined;
  const guessed = number < 1000 ? 's' : 'ms';
  const factor = { ms: 1, s: 1000, m: 60_000 }[written ?? (unit || guessed)] ?? 1;
  return Math.round(number * factor);
}

/** Whether it says how long; 0 says that there is no limit. */
export function isTime(value: unknown): boolean {
  return toMs(value, 's') !== undefined || Number(value) === 0;
}
