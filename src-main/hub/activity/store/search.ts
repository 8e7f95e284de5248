import type { DatabaseSync } from 'node:sqlite';
import type { ActivityFilter, CallRecord } from '../../../../src-shared/domain/activity.ts';
import { matchOf, timesOf } from './filter.ts';
import { listed, type Row, recordOf } from './rows.ts';
import { callsPerPart, partName, partOf } from './schema.ts';

/** Calls from one id to another, both included; `from > to` is none. */
export interface IdSpan {
  from: number;
  to: number;
}

/** How far anybody counts. */
const mostCounted = 100_000;

/** Finds calls. Texts, names and outcomes are looked up in the index of words, times by halving. */
export class Search {
  readonly #database: DatabaseSync;
  /** What is kept. */
  readonly #kept: () => IdSpan;
  readonly #longestCall: () => number;

  constructor(database: DatabaseSync, kept: () => IdSpan, longestCall: () => number) {
    this.#database = database;
    this.#kept = kept;
    this.#longestCall = longestCall;
  }

  /** The newest first, of those before an id. */
  list(filter: ActivityFilter, limit: number, before = Number.MAX_SAFE_INTEGER): CallRecord[] {
    const { from, to } = this.#spanOf(filter);
    const span = { from, to: Math.min(to, before - 1) };
    return this.rows(filter, { span, order: 'DESC', limit, columns: listed }).map(recordOf);
  }

  /** The oldest first, of those after an id. */
  newer(filter: ActivityFilter, limit: number, after: number): CallRecord[] {
    const { from, to } = this.#spanOf(filter);
    const span = { from: Math.max(from, after + 1), to };
    return this.rows(filter, { span, order: 'ASC', limit, columns: listed }).map(recordOf);
  }

  /** At most 100,000. */
  count(filter: ActivityFilter): number {
    let total = 0;
    for (const { sql, values } of this.#queries(filter, this.#spanOf(filter))) {
      const limited = `SELECT count(*) AS calls FROM (SELECT 1 ${sql} LIMIT ?)`;
      const row = this.#database.prepare(limited).get(...values, mostCounted - total);
      total += Number(row?.calls);
      if (total >= mostCounted) break;
    }
    return total;
  }

  /** @param span - only these; all where undefined. */
  rows(
    filter: ActivityFilter,
    options: { span?: IdSpan; order: 'ASC' | 'DESC'; limit: number; columns: string },
  ): Row[] {
    const { span = this.#spanOf(filter), order, limit, columns } = options;
    const found: Row[] = [];
    for (const { sql, values } of this.#queries(filter, span, order)) {
      const statement = this.#database.prepare(`SELECT ${columns} ${sql} LIMIT ?`);
      found.push(...(statement.all(...values, limit - found.length) as Row[]));
      if (found.length >= limit) break;
    }
    return found;
  }

  /** All rows of a filter, the newest first, without ever holding all of them. */
  *every(
    filter: ActivityFilter,
    { columns, atOnce, before }: { columns: string; atOnce: number; before?: number | undefined },
  ): Generator<Row, void, void> {
    const { from, to: last } = this.#spanOf(filter);
    let to = Math.min(last, (before ?? last + 1) - 1);
    for (;;) {
      const span = { from, to };
      const rows = this.rows(filter, { span, order: 'DESC', limit: atOnce, columns });
      yield* rows;
      if (rows.length < atOnce) return;
      to = Number(rows.at(-1)?.id) - 1;
    }
  }

  /** A query for each part of the index that may have something, in the order that is wanted, if any. */
  *#queries(filter: ActivityFilter, span: IdSpan, order?: 'ASC' | 'DESC'): Generator<Query> {
    if (span.from > span.to) return;
    const match = matchOf(filter);
    const times = timesOf(filter);
    const by = (id: string) => (order ? ` ORDER BY ${id} ${order}` : '');
    if (match === undefined) {
      const sql = `FROM call WHERE call.id BETWEEN ? AND ?${times.sql}${by('call.id')}`;
      yield { sql, values: [span.from, span.to, ...times.values] };
      return;
    }
    for (const part of partsOf(span, order)) {
      const words = partName(part);
      const from = Math.max(span.from, part * callsPerPart);
      const to = Math.min(span.to, (part + 1) * callsPerPart - 1);
      const where = `${words} MATCH ? AND ${words}.rowid BETWEEN ? AND ?${times.sql}`;
      // Whoever only counts does not need the calls themselves.
      const calls = order || times.sql ? ` CROSS JOIN call ON call.id = ${words}.rowid` : '';
      const sql = `FROM ${words}${calls} WHERE ${where}${by(`${words}.rowid`)}`;
      yield { sql, values: [match, from, to, ...times.values] };
    }
  }

  /** The calls that a filter's times allow, roughly: a call is listed when it ends. */
  #spanOf({ since, until }: ActivityFilter): IdSpan {
    const kept = this.#kept();
    const from = since === undefined ? kept.from : this.firstEndedAt(since);
    if (until === undefined) return { from, to: kept.to };
    const longest = this.#longestCall();
    return { from, to: this.firstEndedAt(until + longest + 1) - 1 };
  }

  /** The first call that ended at a time or later; the next id where there is none. */
  firstEndedAt(time: number): number {
    const { from, to } = this.#kept();
    const endedAt = this.#database.prepare('SELECT ended_at FROM call WHERE id = ?');
    let [low, high] = [from, to + 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (Number(endedAt.get(middle)?.ended_at) >= time) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

interface Query {
  sql: string;
  values: (string | number)[];
}

function partsOf({ from, to }: IdSpan, order: 'ASC' | 'DESC' | undefined): number[] {
  const first = partOf(from);
  const parts = Array.from({ length: partOf(to) - first + 1 }, (_part, index) => first + index);
  return order === 'ASC' ? parts : parts.reverse();
}
