import type { DatabaseSync } from 'node:sqlite';
import type { ActivityConfig } from '../../../../src-shared/domain/config.ts';
import { partName, partOf } from './schema.ts';
import type { IdSpan, Search } from './search.ts';

export type RetentionLimits = Pick<ActivityConfig, 'keep_days' | 'max_calls' | 'max_size'>;

const dayMs = 86_400_000;
/** Removed in one go, so that nobody waits for long. */
const mostAtOnce = 5_000;
/** Pages that are given back to the file system in one go. */
const mostPages = 2_000;
/** Of a file that is too large, so much of its calls goes at once, since a call more makes it so again. */
const shareAtOnce = 0.02;

/** Forgets the oldest calls: those that are too old, too many, or take too much room. */
export class Retention {
  readonly #database: DatabaseSync;
  readonly #limits: RetentionLimits;
  readonly #search: Search;
  /** The day on which series that nobody counts any more were looked for. */
  #swept: number | undefined;

  constructor(database: DatabaseSync, limits: RetentionLimits, search: Search) {
    this.#database = database;
    this.#limits = limits;
    this.#search = search;
  }

  /** What is to be kept of what there is; as it is where nothing is to go. */
  wanted(kept: IdSpan, now: number): IdSpan {
    const { keep_days, max_calls } = this.#limits;
    const from = Math.max(
      kept.from,
      kept.to - max_calls + 1,
      this.#search.firstEndedAt(now - keep_days * dayMs),
      kept.from + this.#surplus(kept),
    );
    return { from: Math.min(from, kept.to + 1, kept.from + mostAtOnce), to: kept.to };
  }

  /** Removes what lies before; the caller holds no transaction. */
  remove(kept: IdSpan, wanted: IdSpan): void {
    const database = this.#database;
    database.exec('BEGIN');
    try {
      for (const table of ['call', 'payload']) {
        database.prepare(`DELETE FROM ${table} WHERE id < ?`).run(wanted.from);
      }
      const isEmpty = wanted.from > wanted.to;
      const firstPart = partOf(wanted.from) + (isEmpty ? 1 : 0);
      for (let part = partOf(kept.from); part < firstPart; part++) {
        database.exec(`DROP TABLE IF EXISTS ${partName(part)}`);
      }
      database.exec('COMMIT');
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
    database.exec(`PRAGMA incremental_vacuum(${mostPages})`);
  }

  /** What was counted for each minute is forgotten with the days; true where series may be gone. */
  removeMinutes(now: number): boolean {
    const database = this.#database;
    const before = Math.floor((now - this.#limits.keep_days * dayMs) / 60_000);
    database.prepare('DELETE FROM minute WHERE minute < ?').run(before);
    const day = Math.floor(now / dayMs);
    if (day === this.#swept) return false;
    this.#swept = day;
    database.exec('DELETE FROM series WHERE id NOT IN (SELECT series FROM minute)');
    return true;
  }

  #surplus({ from, to }: IdSpan): number {
    const pages = (name: string) => Number(this.#database.prepare(`PRAGMA ${name}`).get()?.[name]);
    const used = (pages('page_count') - pages('freelist_count')) * pages('page_size');
    if (used <= this.#limits.max_size) return 0;
    return Math.max(1, Math.ceil((to - from + 1) * shareAtOnce));
  }
}
