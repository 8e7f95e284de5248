/**
 * Durations are counted in bins that grow by a tenth: percentiles of any number of calls are then
 * known to one part in twenty, without looking at each call.
 */
const growth = Math.log(1.1);
/** A hundredth of a millisecond and less is bin 0; some days the last. */
const shortestMs = 0.01;
const lastBin = 260;
export const bins = lastBin + 1;

export function binOf(durationMs: number): number {
  const bin = Math.round(Math.log(Math.max(durationMs, shortestMs) / shortestMs) / growth);
  return Math.min(bin, lastBin);
}

/** How often each bin was hit. */
export type Histogram = Uint32Array;

export function newHistogram(): Histogram {
  return new Uint32Array(bins);
}

/** @returns milliseconds; undefined where there is nothing. */
export function percentile(histogram: Histogram, part: number): number | undefined {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  let left = Math.ceil(part * total);
  const bin = histogram.findIndex((count) => {
    left -= count;
    return left <= 0;
  });
  return Number((shortestMs * Math.exp(bin * growth)).toPrecision(3));
}
