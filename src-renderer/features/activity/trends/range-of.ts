import type { ActivityQuery } from '../filter/activity-query.ts';

type Buckets = readonly { at: number }[];

/** The times from one place to another, both included; nothing where there is no such place. */
export function rangeOf(
  buckets: Buckets,
  first: number,
  last: number,
): { from?: number; to?: number } {
  const width = widthOf(buckets);
  const [from, to] = [buckets[first]?.at, buckets[last]?.at];
  if (from === undefined || to === undefined || width === 0) return {};
  return { from, to: to + width - 1 };
}

/** The first and the last place of the times that the address has; undefined where none is in sight. */
export function placesOf(
  buckets: Buckets,
  { from, to }: ActivityQuery,
): readonly [number, number] | undefined {
  if (from === undefined || to === undefined) return undefined;
  const width = widthOf(buckets);
  const first = buckets.findIndex(({ at }) => at + width > from);
  const last = buckets.findLastIndex(({ at }) => at <= to);
  return first >= 0 && last >= first ? [first, last] : undefined;
}

function widthOf(buckets: Buckets): number {
  return (buckets[1]?.at ?? 0) - (buckets[0]?.at ?? 0);
}
