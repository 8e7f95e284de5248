import type { DatabaseSync } from 'node:sqlite';
import type {
  ActivityFilter,
  CallDetails,
  CallRecord,
} from '../../../../src-shared/domain/activity.ts';
import type { ProjectFolder } from '../../../../src-shared/domain/client.ts';
import type { ActivityConfig } from '../../../../src-shared/domain/config.ts';
import type { LoomError } from '../../../../src-shared/errors.ts';
import type { CallBatch } from '../batch.ts';
import type { Mask } from '../masking/mask.ts';
import { type ExportPage, exportPage } from './export-page.ts';
import { isDamage, openDatabase, removeDatabase, setAside } from './open-database.ts';
import { readProjects } from './projects.ts';
import { Retention } from './retention.ts';
import { detailed, detailsOf } from './rows.ts';

import { type IdSpan, Search } from './search.ts';
import { readStats, type StatsQuestion } from './stats.ts';
import type { Stats } from './stats-tally.ts';
import { CallWriter, type LastCall } from './write-calls.ts';

export interface StoreOptions extends Omit<ActivityConfig, 'enabled' | 'payloads' | 'max_payload'> {
  file: string;
  mask: Mask;
  /** A file was set aside. */
  onNotice(notice: LoomError): void;
}

interface Open {
  database: DatabaseSync;
  writer: CallWriter;
  search: Search;
  retention: Retention;
  /** The first call that is kept. */
  first: number;
  last: LastCall;
}

/**
 * Calls in activity.db. It is opened when it is needed first, again where that failed, and anew
 * where the file turns out to be damaged.
 */
export class ActivityStore {
  readonly #options: StoreOptions;
  #open: Open | undefined;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  /**
   * Writes a batch, all of it or nothing.
   *
   * @param lost - calls that could not be noted before it.
   * @returns the last call's id.
   */
  write(batch: CallBatch | undefined, lost: number): number {
    return this.#use((open) => {
      const { database, writer } = open;
      database.exec('BEGIN');
      try {
        const last = batch ? writer.write(batch, open.last) : open.last;
        const skipped = lost + (batch?.counted ?? 0);
        if (skipped > 0) addTo(database, 'skipped', skipped);
        if (last.longest > open.last.longest) {
          addTo(database, 'longest', last.longest - open.last.longest);
        }
        database.exec('COMMIT');
        open.last = last;
        return last.id;
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        writer.forget();
        throw error;
      }
    });
  }

  list({
    filter,
    before,
    limit,
  }: {
    filter: ActivityFilter;
    before?: number | undefined;
    limit: number;
  }): { calls: CallRecord[]; total: number; skipped: number } {
    return this.#use(({ database, search }) => {
      const calls = search.list(filter, limit, before);
      const isAll = before === undefined && calls.length < limit;
      const total = isAll ? calls.length : search.count(filter);
      return { calls, total, skipped: numberOf(database, 'skipped') };
    });
  }

  get({ id }: { id: number }): CallDetails | undefined {
    return this.#use(({ database }) => {
      const row = database.prepare(`SELECT ${detailed} FROM call WHERE call.id = ?`).get(id);
      return row && detailsOf(row);
    });
  }

  /** The oldest first, of those after an id; `last` is where to go on. */
  newer({ filter, after, limit }: { filter: ActivityFilter; after: number; limit: number }): {
    calls: CallRecord[];
    last: number;
  } {
    return this.#use(({ search, last }) => {
      const calls = search.newer(filter, limit, after);
      return { calls, last: calls.length < limit ? last.id : (calls.at(-1)?.id ?? after) };
    });
  }

  /** Folders of the last calls, the newest first. */
  projects({ limit }: { limit: number }): ProjectFolder[] {
    return this.#use(({ database, last }) => readProjects(database, last.id, limit));
  }

  stats(question: StatsQuestion): Stats {
    return this.#use(({ database, search }) => readStats(database, search, question));
  }

  exportPage(input: Parameters<typeof exportPage>[1]): ExportPage {
    return this.#use(({ search }) => exportPage(search, input));
  }

  /** Forgets everything, so that nothing of it is left in the file either; ids go on. */
  clear(_input: undefined): { removed: number } {
    const { first, last } = this.#use((open) => open);
    this.close();
    removeDatabase(this.#options.file);
    this.#use(({ database }) => {
      database.prepare("INSERT INTO sqlite_sequence VALUES ('call', ?)").run(last.id);
    });
    this.close();
    return { removed: last.id - first + 1 };
  }

  /** Forgets some of what is too old or too much; returns whether there may be more to forget. */
  retain(now: number): boolean {
    return this.#use((open) => {
      const { retention } = open;
      const kept = keptOf(open);
      const wanted = retention.wanted(kept, now);
      // Parts of the index and series may be gone, which the writer would go on with.
      if (wanted.from <= kept.from) {
        if (retention.removeMinutes(now)) open.writer.forget();
        return false;
      }
      retention.remove(kept, wanted);
      open.writer.forget();
      open.first = wanted.from;
      return true;
    });
  }

  close(): void {
    const open = this.#open;
    this.#open = undefined;
    open?.database.close();
  }

  /** A file that turns out to be damaged is set aside, and the work done with a new one. */
  #use<T>(work: (open: Open) => T): T {
    this.#open ??= this.#openNow();
    try {
      return work(this.#open);
    } catch (error) {
      if (!isDamage(error)) throw error;
      const { file, onNotice } = this.#options;
      this.close();
      onNotice(setAside(file, error));
      this.#open = this.#openNow();
      return work(this.#open);
    }
  }

  #openNow(): Open {
    const { file, mask, onNotice } = this.#options;
    const database = openDatabase(file, onNotice);
    try {
      const state = readState(database);
      const kept = () => keptOf(open);
      const search = new Search(database, kept, () => open.last.longest);
      const retention = new Retention(database, this.#options, search);
      const writer = new CallWriter(database, mask);
      const open: Open = { database, writer, search, retention, ...state };
      return open;
    } catch (error) {
      database.close();
      throw error;
    }
  }
}

function readState(database: DatabaseSync): Pick<Open, 'first' | 'last'> {
  const one = (sql: string) => database.prepare(sql).get();
  const sequence = one("SELECT seq FROM sqlite_sequence WHERE name = 'call'");
  const id = Number(sequence?.seq ?? 0);
  const first = Number(one('SELECT min(id) AS id FROM call')?.id ?? 0) || id + 1;
  const endedAt = Number(one('SELECT ended_at FROM call ORDER BY id DESC LIMIT 1')?.ended_at ?? 0);
  return { first, last: { id, endedAt, longest: numberOf(database, 'longest') } };
}

function keptOf({ first, last }: Open): IdSpan {
  return { from: first, to: last.id };
}

function numberOf(database: DatabaseSync, name: 'skipped' | 'longest'): number {
  const row = database.prepare('SELECT value FROM number WHERE name = ?').get(name);
  return Number(row?.value ?? 0);
}

function addTo(database: DatabaseSync, name: 'skipped' | 'longest', value: number): void {
  const sql =
    'INSERT INTO number VALUES (?, ?) ON CONFLICT DO UPDATE SET value = value + excluded.value';
  database.prepare(sql).run(name, value);
}
