import type { ActivityRank } from '../../../../src-shared/domain/activity.ts';
import { kinds, outcomes } from '../places.ts';
import { type Histogram, newHistogram, percentile } from './durations.ts';

export interface Stats {
  buckets: (Omit<ActivityRank, 'name'> & { at: number })[];
  servers: ActivityRank[];
  tools: ActivityRank[];
  clients: ActivityRank[];
  all: Omit<ActivityRank, 'name'>;
  firstAt?: number;
}

/** What is the same of calls that are counted together; one object for each. */
export interface Series {
  server: string;
  client: string;
  kind: number;
  name: string;
}

export interface Counted {
  at: number;
  outcome: number;
  bin: number;
  calls: number;
}

const minuteMs = 60_000;
/** Nobody reads further down. */
const mostRanks = 200;

/** Adds up calls for each bucket, server, tool and client. */
export class StatsTally {
  readonly #first: number;
  readonly #width: number;
  readonly #buckets: Tally[];
  readonly #series = new Map<Series, Tally>();
  #firstAt = Number.POSITIVE_INFINITY;

  constructor(first: number, width: number, buckets: number) {
    this.#first = first;
    this.#width = width;
    this.#buckets = Array.from({ length: buckets }, () => new Tally());
  }

  add(series: Series, counted: Counted): void {
    // A clock that was set back leaves calls that are yet to come.
    const bucket = this.#buckets[Math.floor((counted.at - this.#first) / this.#width)];
    if (!bucket) return;
    bucket.add(counted);
    this.#firstAt = Math.min(this.#firstAt, counted.at);
    tallyOf(this.#series, series).add(counted);
  }

  finish(): Stats {
    const all = new Tally();
    const servers = new Map<string, Tally>();
    const tools = new Map<string, Tally>();
    const clients = new Map<string, Tally>();
    for (const [{ server, client, kind, name }, tally] of this.#series) {
      all.merge(tally);
      tallyOf(servers, server).merge(tally);
      tallyOf(clients, client).merge(tally);
      if (kinds[kind] === 'tool') tallyOf(tools, `${server} ${name}`).merge(tally);
    }
    const buckets = this.#buckets.map((bucket, index) => ({
      at: this.#first + index * this.#width,
      ...bucket.sum(),
    }));
    return {
      buckets,
      servers: ranked(servers),
      tools: ranked(tools),
      clients: ranked(clients),
      all: all.sum(),
      ...(Number.isFinite(this.#firstAt) && {
        firstAt: this.#firstAt - (this.#firstAt % minuteMs),
      }),
    };
  }
}

const failures = outcomes.map((outcome) => outcome === 'tool-error' || outcome === 'error');
const cancelled = outcomes.indexOf('cancelled');

class Tally {
  #calls = 0;
  #errors = 0;
  #durations: Histogram | undefined;

  get calls(): number {
    return this.#calls;
  }

  add({ outcome, bin, calls }: Counted): void {
    this.#calls += calls;
    if (failures[outcome]) this.#errors += calls;
    // When somebody lost patience says nothing of how long it takes.
    if (outcome === cancelled) return;
    this.#durations ??= newHistogram();
    this.#durations[bin] = (this.#durations[bin] ?? 0) + calls;
  }

  merge(other: Tally): void {
    this.#calls += other.#calls;
    this.#errors += other.#errors;
    if (!other.#durations) return;
    const sum = this.#durations ?? newHistogram();
    for (const [bin, count] of other.#durations.entries()) sum[bin] = (sum[bin] ?? 0) + count;
    this.#durations = sum;
  }

  sum(): Stats['all'] {
    const p50 = this.#durations && percentile(this.#durations, 0.5);
    const p95 = this.#durations && percentile(this.#durations, 0.95);
    return { calls: this.#calls, errors: this.#errors, ...(p50 !== undefined && { p50, p95 }) };
  }
}

function tallyOf<Key>(tallies: Map<Key, Tally>, key: Key): Tally {
  const known = tallies.get(key);
  if (known) return known;
  const fresh = new Tally();
  tallies.set(key, fresh);
  return fresh;
}

/** The most called first; those called as often keep their places while time goes on. */
function ranked(tallies: Map<string, Tally>): ActivityRank[] {
  return [...tallies]
    .sort(([nameA, a], [nameB, b]) => b.calls - a.calls || (nameA < nameB ? -1 : 1))
    .slice(0, mostRanks)
    .map(([name, tally]) => ({ name, ...tally.sum() }));
}
