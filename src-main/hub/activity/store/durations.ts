/**
 * Durations are counted in bins that grow by a tenth: percentiles of any number of calls are then
 * known to one part in twenty, without looking at each call.
 */
const growth = Math.log(1.1);
/** A hundredth of a millisecond and less is bin 0; some days the last. */
const shortestMs = 0.01;
const lastBin = 260;

export function binOf(durationMs: number): number {
  const bin = Math.round(Math.log(Math.max(durationMs, shortestMs) / shortestMs) / growth);
  return Math.min(bin, lastBin);
}

/** How often each bin was hit, as bins and their counts. */
export type Histogram = Map<number, number>;

/** @returns milliseconds; undefined where there is nothing. */
export function percentile(histogram: Histogram, part: number): number | undefined {
  let total = 0;
  for (const count of histogram.values()) total += count;
  if (total === 0) return undefined;
  let left = Math.ceil(part * total);
  for (const bin of [...histogram.keys()].sort((a, b) => a - b)) {
    left -= histogram.get(bin) ?? 0;
    if (left <= 0) return middleOf(bin);
  }
  return undefined;
}

function middleOf(bin: number): number {
  return Number((shortestMs * Math.exp(bin * growth)).toPrecision(3));
}
