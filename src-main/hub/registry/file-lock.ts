import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { resolveLinks, unwritable } from './write-atomically.ts';

const retryMs = 25;
const sqliteBusy = 5;

/**
 * Runs `work` while no other process (or other work in this one) holds the lock of the file at
 * `path`; there need not be such a file.
 *
 * The lock is SQLite's on an empty database: the operating system drops it with the process that
 * held it, so there are no stale locks to recognise and break. The empty `<path>.lock` stays.
 *
 * @throws {LoomError} `file-unwritable` where the lock cannot be had within `patienceMs`.
 */
export async function withFileLock<Result>(
  path: string,
  work: () => Promise<Result>,
  patienceMs = 10_000,
): Promise<Result> {
  const release = await acquire(path, patienceMs).catch((cause: unknown) => {
    throw unwritable(path, cause);
  });
  try {
    return await work();
  } finally {
    release();
  }
}

async function acquire(path: string, patienceMs: number): Promise<() => void> {
  const lockPath = `${await resolveLinks(path)}.lock`;
  await mkdir(dirname(lockPath), { recursive: true, mode: 0o700 });
  await (await open(lockPath, 'a', 0o600)).close();
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(lockPath, { timeout: 0 });
  const deadline = performance.now() + patienceMs;
  try {
    for (;;) {
      if (tryLock(() => database.exec('BEGIN EXCLUSIVE'))) return () => database.close();
      if (performance.now() > deadline) throw new Error('another process is editing for too long');
      await delay(retryMs);
    }
  } catch (error) {
    database.close();
    throw error;
  }
}

function tryLock(lock: () => void): boolean {
  try {
    lock();
    return true;
  } catch (error) {
    const busy = error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
    if (busy) return false;
    throw error;
  }
}
