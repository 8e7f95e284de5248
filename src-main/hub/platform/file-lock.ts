import { closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeFolders } from './make-folders.ts';

/** Often, for whoever gives the lock back may want it again at once, and asks nobody to wait. */
const retryMs = 5;
const sqliteBusy = 5;
/** The journal's place is memory, so that a full disk can still be locked. */
const lock = 'PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE';

/**
 * Takes the lock at `path` and returns how to give it back; undefined where somebody else still holds
 * it after `patienceMs`.
 *
 * The lock is SQLite's on an empty database: the operating system drops it with the process that
 * held it, so there are no stale locks to recognise and break. The empty file stays.
 *
 * @throws Error of the file system where the file cannot be made.
 */
export async function acquireFileLock(
  path: string,
  patienceMs: number,
): Promise<(() => void) | undefined> {
  makeFolders(dirname(path));
  closeSync(openSync(path, 'a', 0o600));
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(path, { timeout: 0 });
  const deadline = performance.now() + patienceMs;
  try {
    for (;;) {
      if (tryLock(() => database.exec(lock))) return () => database.close();
      if (performance.now() >= deadline) break;
      await delay(retryMs);
    }
  } catch (error) {
    database.close();
    throw error;
  }
  database.close();
  return undefined;
}

function tryLock(take: () => void): boolean {
  try {
    take();
    return true;
  } catch (error) {
    const busy = error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
    if (busy) return false;
    throw error;
  }
}
