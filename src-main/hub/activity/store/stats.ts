import type { DatabaseSync } from 'node:sqlite';
import type { ActivityFilter, ActivityRank } from '../../../../src-shared/domain/activity.ts';
import { kinds, outcomes } from '../batch.ts';
import { binOf, type Histogram, percentile } from './durations.ts';
import type { Search } from './search.ts';

export interface StatsQuestion {
  filter: ActivityFilter;
  spanMs: number;
  buckets: number;
  now: number;
}

export interface Stats {
  buckets: { at: number; calls: number; errors: number; p50?: number; p95?: number }[];
  servers: ActivityRank[];
  tools: ActivityRank[];
  clients: ActivityRank[];
  all: Omit<ActivityRank, 'name'>;
}

const minuteMs = 60_000;
/** Nobody reads further down. */
const mostRanks = 200;

/**
 * What happened in the span up to now. Where whole minutes are asked for it is added up from what was
 * counted for each minute; else from the calls themselves.
 */
export function readStats(database: DatabaseSync, search: Search, question: StatsQuestion): Stats {
  const { buckets, spanMs, now } = question;
  const width = Math.max(1, Math.round(spanMs / buckets));
  // Buckets begin at multiples of their width, so that they stay the same while time goes on.
  const first = (Math.floor(now / width) - buckets + 1) * width;
  const tally = new StatsTally(first, width, buckets);
  const rows = isInMinutes(question.filter, width)
    ? countedMinutes(database, question.filter, first)
    : callsThemselves(search, question.filter, first);
  for (const row of rows) tally.add(row);
  return tally.finish();
}

/** Calls of which everything is the same that is told apart. */
interface Counted {
  at: number;
  server: string;
  client: string;
  kind: number;
  name: string;
  outcome: number;
  bin: number;
  calls: number;
}

function isInMinutes({ text, name, since, until }: ActivityFilter, width: number): boolean {
  return (
    width % minuteMs === 0 && !text && [name, since, until].every((value) => value === undefined)
  );
}

function* countedMinutes(
  database: DatabaseSync,
  { server, client, outcome = [] }: ActivityFilter,
  first: number,
): Generator<Counted> {
  const statement = database.prepare(
    'SELECT minute, server, client, kind, name, outcome, bin, calls FROM minute WHERE minute >= ?',
  );
  statement.setReturnArrays(true);
  const rows = statement.iterate(first / minuteMs) as unknown as Iterable<MinuteRow>;
  for (const [minute, ofServer, ofClient, kind, name, ended, bin, calls] of rows) {
    if (server !== undefined && server !== ofServer) continue;
    if (client !== undefined && client !== ofClient) continue;
    if (outcome.length > 0 && !outcome.some((one) => one === outcomes[ended])) continue;
    const at = minute * minuteMs;
    yield { at, server: ofServer, client: ofClient, kind, name, outcome: ended, bin, calls };
  }
}

type MinuteRow = [number, string, string, number, string, number, number, number];

const columns = 'call.id, at, server, client, kind, name, outcome, duration';
const rowsAtOnce = 5_000;

function* callsThemselves(
  search: Search,
  filter: ActivityFilter,
  first: number,
): Generator<Counted> {
  const within = { ...filter, since: Math.max(first, filter.since ?? first) };
  for (const row of search.every(within, { columns, atOnce: rowsAtOnce })) {
    yield {
      at: Number(row.at),
      server: String(row.server),
      client: String(row.client),
      kind: Number(row.kind),
      name: String(row.name),
      outcome: Number(row.outcome),
      bin: binOf(Number(row.duration)),
      calls: 1,
    };
  }
}

/** Adds up calls for each bucket, server, tool and client. */
class StatsTally {
  readonly #first: number;
  readonly #width: number;
  readonly #all = new Tally();
  readonly #buckets: Tally[];
  readonly #servers = new Map<string, Tally>();
  readonly #tools = new Map<string, Tally>();
  readonly #clients = new Map<string, Tally>();

  constructor(first: number, width: number, buckets: number) {
    this.#first = first;
    this.#width = width;
    this.#buckets = Array.from({ length: buckets }, () => new Tally());
  }

  add(counted: Counted): void {
    // A clock that was set back leaves calls that are yet to come.
    const bucket = this.#buckets[Math.floor((counted.at - this.#first) / this.#width)];
    if (!bucket) return;
    const { server, client, kind, name } = counted;
    bucket.add(counted);
    this.#all.add(counted);
    tallyOf(this.#servers, server).add(counted);
    tallyOf(this.#clients, client).add(counted);
    if (kinds[kind] === 'tool') tallyOf(this.#tools, `${server} ${name}`).add(counted);
  }

  finish(): Stats {
    return {
      buckets: this.#buckets.map((bucket, index) => ({
        at: this.#first + index * this.#width,
        ...bucket.sum(),
      })),
      servers: ranked(this.#servers),
      tools: ranked(this.#tools),
      clients: ranked(this.#clients),
      all: this.#all.sum(),
    };
  }
}

const failures = new Set([outcomes.indexOf('tool-error'), outcomes.indexOf('error')]);
const cancelled = outcomes.indexOf('cancelled');

class Tally {
  calls = 0;
  #errors = 0;
  readonly #durations: Histogram = new Map();

  add({ outcome, bin, calls }: Counted): void {
    this.calls += calls;
    if (failures.has(outcome)) this.#errors += calls;
    // When somebody lost patience says nothing of how long it takes.
    if (outcome !== cancelled) this.#durations.set(bin, (this.#durations.get(bin) ?? 0) + calls);
  }

  sum(): Stats['all'] {
    const p50 = percentile(this.#durations, 0.5);
    const p95 = percentile(this.#durations, 0.95);
    const { calls } = this;
    return { calls, errors: this.#errors, ...(p50 !== undefined && { p50, p95 }) };
  }
}

function tallyOf(tallies: Map<string, Tally>, name: string): Tally {
  const known = tallies.get(name);
  if (known) return known;
  const fresh = new Tally();
  tallies.set(name, fresh);
  return fresh;
}

/** The most called first. */
function ranked(tallies: Map<string, Tally>): ActivityRank[] {
  return [...tallies]
    .sort(([, a], [, b]) => b.calls - a.calls)
    .slice(0, mostRanks)
    .map(([name, tally]) => ({ name, ...tally.sum() }));
}
