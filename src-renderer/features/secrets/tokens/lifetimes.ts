const dayMs = 86_400_000;

/** How long tokens are good for, the shortest first; `never`: until it is revoked. */
export const lifetimes = {
  day: dayMs,
  week: 7 * dayMs,
  month: 30 * dayMs,
  quarter: 90 * dayMs,
  year: 365 * dayMs,
  never: undefined,
} as const;

export type Lifetime = keyof typeof lifetimes;

export function isLifetime(text: string): text is Lifetime {
  return Object.hasOwn(lifetimes, text);
}

export function expiryOf(lifetime: Lifetime, now: number): number | undefined {
  const span = lifetimes[lifetime];
  return span === undefined ? undefined : now + span;
}
