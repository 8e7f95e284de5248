import { closeSync, existsSync, openSync, renameSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { LoomError, messageOf } from '../../../../src-shared/errors.ts';
import type { ClientStore } from './client-store.ts';
import { journalTables } from './journal-tables.ts';
import { targetTables } from './target-tables.ts';

/** Raised whenever the tables change; a file of a later Loom is left alone. */
const version = 1;

const schema = `
  CREATE TABLE IF NOT EXISTS contents (hash TEXT PRIMARY KEY, gzipped BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS writes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    target TEXT NOT NULL,
    real_file TEXT NOT NULL,
    before_hash TEXT,
    details TEXT NOT NULL,
    confirmed INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS writes_by_file ON writes (real_file, id);
  CREATE TABLE IF NOT EXISTS targets (key TEXT PRIMARY KEY, details TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS heals (target TEXT PRIMARY KEY, heal TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS drifts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    details TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS sightings (client TEXT PRIMARY KEY, details TEXT NOT NULL) STRICT;
  PRAGMA user_version = ${version};
`;

/**
 * Opens clients.db. It holds the only copies of what stood in people's files, secrets included: 0600,
 * and every write is on the disk before the next step. A damaged file is set aside, never emptied.
 *
 * @param onSetAside - told where a damaged one is now.
 * @throws LoomError 'file-unwritable' where it cannot be opened, or is of a later Loom.
 */
export function openClientStore(file: string, onSetAside: (error: LoomError) => void): ClientStore {
  try {
    try {
      return storeOn(openDatabase(file));
    } catch (error) {
      if (!isDamaged(error)) throw error;
      onSetAside(setAside(file, error));
      return storeOn(openDatabase(file));
    }
  } catch (cause) {
    if (cause instanceof LoomError) throw cause;
    throw cannotOpen(file, messageOf(cause), cause);
  }
}

function openDatabase(file: string): DatabaseSync {
  // SQLite would make it readable for everybody; its other files take over the mode.
  closeSync(openSync(file, 'a', 0o600));
  const database = new DatabaseSync(file, { timeout: 2_000 });
  try {
    const found = Number(database.prepare('PRAGMA user_version').get()?.user_version);
    if (found > version) throw cannotOpen(file, 'a later Loom made it');
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON',
    );
    database.exec(schema);
    lookAtAllRows(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The copies themselves are checked by their hash when one is asked for. */
function lookAtAllRows(database: DatabaseSync): void {
  for (const table of ['targets', 'heals', 'drifts', 'sightings', 'writes']) {
    database.prepare(`SELECT * FROM ${table}`).all();
  }
}

const sqliteCorrupt = 11;
const sqliteNotADatabase = 26;

function isDamaged(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
  return [sqliteCorrupt, sqliteNotADatabase].includes(code & 0xff);
}

/** All its files: what SQLite had not yet moved into the first one may be what is left. */
function setAside(file: string, cause: unknown): LoomError {
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const kept = `${file}.damaged-${stamp}`;
  for (const ending of ['', '-wal', '-shm']) {
    if (existsSync(file + ending)) renameSync(file + ending, kept + ending);
  }
  const text = `${file} was damaged, and is now ${kept}: what Loom knew of clients' files is in there`;
  const remedy = 'Put back a good copy of it with the hub stopped, or sync the clients again.';
  return new LoomError('file-unreadable', text, { place: { file: kept }, remedy, cause });
}

function cannotOpen(file: string, why: string, cause?: unknown): LoomError {
  return new LoomError('file-unwritable', `${file} cannot be opened: ${why}`, {
    place: { file },
    cause,
  });
}

function storeOn(database: DatabaseSync): ClientStore {
  return {
    ...targetTables(database),
    ...journalTables(database),
    close: () => {
      if (database.isOpen) database.close();
    },
  };
}
