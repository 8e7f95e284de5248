import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { LoomError, messageOf } from '../../../../src-shared/errors.ts';
import { pragmas, schema, schemaVersion } from './schema.ts';

/** SQLite's codes for a file that is damaged, or none of its own. */
const damaged = new Set([11, 26]);

/** Whether an error says that the file itself is not in order. */
export function isDamage(error: unknown): boolean {
  if (error instanceof NewerFile) return true;
  const isSqlite = error instanceof Error && 'errcode' in error;
  return isSqlite && damaged.has(Number(error.errcode) & 0xff);
}

/** A later Loom has made the file. */
class NewerFile extends Error {
  override readonly message = 'a later version of Loom made it';
}

/**
 * Opens activity.db, makes it where there is none, and sets aside what is not one.
 *
 * @param onNotice - told where a file was set aside.
 * @throws LoomError 'file-unwritable' where it cannot be opened.
 */
export function openDatabase(file: string, onNotice: (notice: LoomError) => void): DatabaseSync {
  try {
    try {
      return openSound(file);
    } catch (error) {
      if (!isDamage(error)) throw error;
      onNotice(setAside(file, error));
      return openSound(file);
    }
  } catch (cause) {
    throw new LoomError('file-unwritable', `${file} cannot be opened: ${messageOf(cause)}`, {
      cause,
    });
  }
}

function openSound(file: string): DatabaseSync {
  // SQLite would make it readable for everybody; its other files take over the mode.
  closeSync(openSync(file, 'a', 0o600));
  const database = new DatabaseSync(file, { timeout: 5_000 });
  try {
    database.exec(pragmas);
    const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
    if (version > schemaVersion) throw new NewerFile();
    if (version === 0) database.exec(`BEGIN; ${schema} COMMIT`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Beside the old place, so that nothing is lost that somebody might still read; the last one only. */
export function setAside(file: string, cause: unknown): LoomError {
  const aside = file.replace(/(\.db)?$/, '.damaged.db');
  for (const ending of ['', '-wal', '-shm']) {
    rmSync(aside + ending, { force: true });
    if (existsSync(file + ending)) renameSync(file + ending, aside + ending);
  }
  const text = `the activity log could not be read (${messageOf(cause)}): it begins anew`;
  return new LoomError('file-unreadable', text, {
    remedy: `What was there is now ${aside}. Remove it if you do not need it.`,
  });
}

/** @throws Error of the file system. */
export function removeDatabase(file: string): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true });
}
