import { kinds } from './places.ts';
import { binOf, bins } from './store/durations.ts';

/** A call as far as it is counted; texts are places in its batch. */
export interface CountedCall {
  /** When it came, in milliseconds since the epoch. */
  at: number;
  durationMs: number;
  /** Places in `outcomes` and `kinds`. */
  outcome: number;
  kind: number;
  client: number;
  server: number;
  name: number;
}

/** Calls by minute, and by what is the same of them. */
export type CallCounts = Map<number, Map<number, SeriesCounts>>;

interface SeriesCounts {
  server: number;
  client: number;
  kind: number;
  name: number;
  /** By outcome and bin of the duration. */
  calls: Map<number, number>;
}

/** Of one minute: what is the same of some calls, and how many of them there were. */
export interface CountedSeries {
  minute: number;
  series: Omit<SeriesCounts, 'calls'>;
  outcome: number;
  bin: number;
  calls: number;
}

/** Thousands in a second, so that keys are numbers. */
export function countCall(counts: CallCounts, call: CountedCall): void {
  const { server, client, kind, name } = call;
  // As the call itself is written down.
  const minute = Math.floor(Math.round(call.at) / 60_000);
  let ofMinute = counts.get(minute);
  if (!ofMinute) {
    ofMinute = new Map();
    counts.set(minute, ofMinute);
  }
  const key = ((server * places + client) * places + name) * kinds.length + kind;
  let series = ofMinute.get(key);
  if (!series) {
    series = { server, client, kind, name, calls: new Map() };
    ofMinute.set(key, series);
  }
  const slot = call.outcome * bins + binOf(call.durationMs);
  series.calls.set(slot, (series.calls.get(slot) ?? 0) + 1);
}

export function* countedSeries(counts: CallCounts): Generator<CountedSeries, void, void> {
  for (const [minute, ofMinute] of counts) {
    for (const { calls: bySlot, ...series } of ofMinute.values()) {
      for (const [slot, calls] of bySlot) {
        yield { minute, series, outcome: Math.floor(slot / bins), bin: slot % bins, calls };
      }
    }
  }
}

/** More than there are texts in a batch. */
const places = 2 ** 16;
