import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { LoomError } from '../../../../src-shared/errors.ts';
import type { ClientStore, NewWrite, Write } from './client-store.ts';
import { guarded, storeFailure } from './store-failure.ts';

/** Of each file, so many of the newest writes keep what was before; so does the very first. */
const keptPerFile = 20;

type JournalTables = Pick<
  ClientStore,
  'begin' | 'confirm' | 'drop' | 'forget' | 'unconfirmed' | 'writes' | 'write' | 'bytes'
>;

const columns = `
  SELECT id, details, before_hash IS NULL OR EXISTS
    (SELECT 1 FROM contents WHERE hash = before_hash) AS kept
  FROM writes`;

/** Ranked from the newest; what is not confirmed may still be needed. */
const prune = `
  DELETE FROM contents WHERE hash NOT IN (
    SELECT before_hash FROM (
      SELECT before_hash, confirmed,
        ROW_NUMBER() OVER (PARTITION BY real_file ORDER BY id DESC) AS newest,
        ROW_NUMBER() OVER (PARTITION BY real_file ORDER BY id) AS oldest
      FROM writes)
    WHERE before_hash IS NOT NULL AND (newest <= ${keptPerFile} OR oldest = 1 OR confirmed = 0))`;

/** The journal, and the bytes of each file as they were before a write, by their hash. */
export function journalTables(database: DatabaseSync): JournalTables {
  const all = (where: string, ...values: (string | number)[]): Write[] =>
    guarded(() => database.prepare(`${columns} ${where}`).all(...values)).map(toWrite);
  const run = (sql: string, ...values: (string | number | null | Uint8Array)[]) =>
    guarded(() => database.prepare(sql).run(...values));

  return {
    async begin(write, before) {
      const gzipped = before && (await promisify(gzip)(before));
      return inTransaction(database, () => {
        if (write.before !== undefined && gzipped) {
          run('INSERT OR IGNORE INTO contents VALUES (?, ?)', write.before, gzipped);
        }
        const { lastInsertRowid } = run(
          `INSERT INTO writes (at, target, real_file, before_hash, details, confirmed)
           VALUES (?, ?, ?, ?, ?, 0)`,
          ...[write.at, write.target, write.realFile, write.before ?? null, JSON.stringify(write)],
        );
        return Number(lastInsertRowid);
      });
    },
    confirm(id) {
      run('UPDATE writes SET confirmed = 1 WHERE id = ?', id);
      run(prune);
    },
    drop(id) {
      run('DELETE FROM writes WHERE id = ? AND confirmed = 0', id);
      run(prune);
    },
    forget(targets) {
      const named = JSON.stringify(targets ?? []);
      const { changes } = run(
        `DELETE FROM writes WHERE confirmed = 1 AND (? = '[]' OR EXISTS
          (SELECT 1 FROM json_each(?) WHERE target = value OR target LIKE value || ':%'))`,
        ...[named, named],
      );
      run(prune);
      // Deleted bytes are overwritten, and not left in the log beside the file either.
      guarded(() => database.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
      return Number(changes);
    },
    unconfirmed: () => all('WHERE confirmed = 0 ORDER BY id'),
    writes: ({ target, realFile, limit = -1 } = {}) =>
      all(
        `WHERE confirmed = 1 AND (? = '' OR target = ?) AND (? = '' OR real_file = ?)
         ORDER BY id DESC LIMIT ?`,
        ...[target ?? '', target ?? '', realFile ?? '', realFile ?? '', limit],
      ),
    write: (id) => all('WHERE id = ? AND confirmed = 1', id)[0],
    bytes: (hash) => readBytes(database, hash),
  };
}

function toWrite(row: Record<string, unknown>): Write {
  const details = JSON.parse(String(row.details)) as NewWrite;
  return { ...details, id: Number(row.id), isKept: Number(row.kept) === 1 };
}

function inTransaction<T>(database: DatabaseSync, body: () => T): T {
  guarded(() => database.exec('BEGIN IMMEDIATE'));
  try {
    const result = body();
    guarded(() => database.exec('COMMIT'));
    return result;
  } catch (error) {
    // A full disk has ended it already.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw storeFailure(error);
  }
}

/** What is handed back into a person's file is what was taken from it, or nothing. */
async function readBytes(database: DatabaseSync, hash: string): Promise<Uint8Array> {
  const sql = 'SELECT gzipped FROM contents WHERE hash = ?';
  const row = guarded(() => database.prepare(sql).get(hash));
  if (!row) throw new LoomError('not-found', 'what stood there then is no longer kept');
  const damaged = (cause?: unknown) =>
    new LoomError('file-unreadable', 'the kept copy in clients.db is damaged', { cause });
  const bytes = await promisify(gunzip)(row.gzipped as Uint8Array).catch((cause: unknown) => {
    throw damaged(cause);
  });
  if (createHash('sha256').update(bytes).digest('hex') !== hash) throw damaged();
  return bytes;
}
