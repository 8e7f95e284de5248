const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How far back a list can reach; without one, as far as calls are kept. */
export type SpanId = '15m' | '1h' | '24h' | '7d';
export type ChartSpan = SpanId | '3d' | '30d';

/** Whole minutes in a bucket are quick to add up: the hub counts each minute as it passes. */
export const chartSpans: Record<ChartSpan, { spanMs: number; buckets: number }> = {
  '15m': { spanMs: 15 * minute, buckets: 60 },
  '1h': { spanMs: hour, buckets: 60 },
  '24h': { spanMs: day, buckets: 96 },
  '3d': { spanMs: 3 * day, buckets: 72 },
  '7d': { spanMs: 7 * day, buckets: 84 },
  '30d': { spanMs: 30 * day, buckets: 90 },
};

export const spanIds: readonly SpanId[] = ['15m', '1h', '24h', '7d'];

export function isSpanId(text: unknown): text is SpanId {
  return spanIds.some((id) => id === text);
}

/** Where the first of a span's buckets begins; the list begins there, too, so that both count the same. */
export function spanStart(span: ChartSpan, now: number): number {
  const { spanMs, buckets } = chartSpans[span];
  const width = spanMs / buckets;
  return (Math.floor(now / width) - buckets + 1) * width;
}

/** How long it takes until a span begins later. */
export function untilNextBucket(span: ChartSpan, now: number): number {
  const { spanMs, buckets } = chartSpans[span];
  const width = spanMs / buckets;
  return width - (now % width);
}

/**
 * The span that shows all of the last month's calls largest: of a day's use a month would show a line
 * at its end.
 *
 * @param firstAt - when the first of them began.
 */
export function fitSpan(firstAt: number | undefined, now: number): ChartSpan {
  if (firstAt === undefined) return '24h';
  const fitting = ['1h', '24h', '3d', '7d'] as const;
  return fitting.find((span) => firstAt >= spanStart(span, now)) ?? '30d';
}
