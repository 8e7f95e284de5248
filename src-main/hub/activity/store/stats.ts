import type { DatabaseSync } from 'node:sqlite';
import type { ActivityFilter } from '../../../../src-shared/domain/activity.ts';
import { outcomes } from '../places.ts';
import { binOf } from './durations.ts';
import type { Search } from './search.ts';
import { type Counted, type Series, type Stats, StatsTally } from './stats-tally.ts';

export interface StatsQuestion {
  filter: ActivityFilter;
  spanMs: number;
  buckets: number;
  now: number;
}

const minuteMs = 60_000;

/**
 * What happened in the span up to now. Where whole minutes are asked for it is added up from what was
 * counted for each minute; else from the calls themselves.
 */
export function readStats(database: DatabaseSync, search: Search, question: StatsQuestion): Stats {
  const { filter, buckets, spanMs, now } = question;
  const width = Math.max(1, Math.round(spanMs / buckets));
  // Buckets begin at multiples of their width, so that they stay the same while time goes on.
  const first = (Math.floor(now / width) - buckets + 1) * width;
  const tally = new StatsTally(first, width, buckets);
  const limited = { ...filter, since: Math.max(first, filter.since ?? first) };
  if (isInMinutes(filter, width)) addMinutes(tally, database, limited);
  else addCalls(tally, search, limited);
  return tally.finish();
}

function isInMinutes({ text, name, since, until }: ActivityFilter, width: number): boolean {
  const edges = [width, since ?? 0, until === undefined ? 0 : until + 1];
  return !text && name === undefined && edges.every((edge) => edge % minuteMs === 0);
}

function addMinutes(
  tally: StatsTally,
  database: DatabaseSync,
  filter: ActivityFilter & { since: number },
): void {
  const series = readSeries(database, filter);
  const { since, until = Number.MAX_SAFE_INTEGER } = filter;
  const wanted = outcomes.map(
    (outcome) => !filter.outcome?.length || filter.outcome.includes(outcome),
  );
  const sql = 'SELECT minute, series, outcome, bin, calls FROM minute WHERE minute BETWEEN ? AND ?';
  const statement = database.prepare(sql);
  statement.setReturnArrays(true);
  const minutes = [since / minuteMs, Math.floor(until / minuteMs)];
  const rows = statement.iterate(...minutes) as unknown as Iterable<number[]>;
  for (const row of rows) {
    const [minute = 0, id = 0, outcome = 0, bin = 0, calls = 0] = row;
    const known = series[id];
    if (known && wanted[outcome]) tally.add(known, { at: minute * minuteMs, outcome, bin, calls });
  }
}

/** By their ids; only those that the filter lets through. */
function readSeries(database: DatabaseSync, { server, client }: ActivityFilter): Series[] {
  const series: Series[] = [];
  for (const row of database.prepare('SELECT * FROM series').iterate()) {
    const one = seriesIn(row);
    const isWanted =
      (server === undefined || one.server === server) &&
      (client === undefined || one.client === client);
    if (isWanted) series[Number(row.id)] = one;
  }
  return series;
}

const columns = 'call.id, at, server, client, kind, name, outcome, duration';
const atOnce = 5_000;

function addCalls(tally: StatsTally, search: Search, filter: ActivityFilter): void {
  const known = new Map<string, Series>();
  for (const row of search.every(filter, { columns, atOnce })) {
    const key = JSON.stringify([row.server, row.client, row.kind, row.name]);
    const series = known.get(key) ?? seriesIn(row);
    known.set(key, series);
    const counted: Counted = {
      at: Number(row.at),
      outcome: Number(row.outcome),
      bin: binOf(Number(row.duration)),
      calls: 1,
    };
    tally.add(series, counted);
  }
}

function seriesIn(row: Record<string, unknown>): Series {
  return {
    server: String(row.server),
    client: String(row.client),
    kind: Number(row.kind),
    name: String(row.name),
  };
}
