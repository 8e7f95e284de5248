const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How far back a list can reach; without one, as far as calls are kept. */
export type SpanId = '15m' | '1h' | '24h' | '7d';
export type ChartSpan = SpanId | '30d';

/** Whole minutes in a bucket are quick to add up: the hub counts each minute as it passes. */
export const chartSpans: Record<ChartSpan, { spanMs: number; buckets: number }> = {
  '15m': { spanMs: 15 * minute, buckets: 60 },
  '1h': { spanMs: hour, buckets: 60 },
  '24h': { spanMs: day, buckets: 96 },
  '7d': { spanMs: 7 * day, buckets: 84 },
  '30d': { spanMs: 30 * day, buckets: 90 },
};

export const spanIds: readonly SpanId[] = ['15m', '1h', '24h', '7d'];

export function isSpanId(text: unknown): text is SpanId {
  return spanIds.some((id) => id === text);
}

/**
 * The span that shows all of the last month's calls largest: of a day's use a month would show a line
 * at its end.
 */
export function fitSpan(buckets: readonly { at: number; calls: number }[], now: number): ChartSpan {
  const first = buckets.find(({ calls }) => calls > 0);
  if (!first) return '24h';
  // A bucket may begin long before its first call.
  const width = (buckets[1]?.at ?? now) - (buckets[0]?.at ?? now);
  const age = now - first.at - width;
  return (['24h', '7d'] as const).find((span) => age < chartSpans[span].spanMs) ?? '30d';
}
