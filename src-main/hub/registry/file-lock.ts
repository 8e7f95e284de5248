import { acquireFileLock } from '../platform/file-lock.ts';
import { resolveLinks, unwritable } from '../platform/write-atomically.ts';

/**
 * Runs `work` while no other process (or other work in this one) holds the lock of the file at
 * `path`; there need not be such a file. The empty `<path>.lock` stays.
 *
 * @throws {LoomError} `file-unwritable` where the lock cannot be had within `patienceMs`.
 */
export async function withFileLock<Result>(
  path: string,
  work: () => Promise<Result>,
  patienceMs = 10_000,
): Promise<Result> {
  const release = await lock(path, patienceMs).catch((cause: unknown) => {
    throw unwritable(path, cause);
  });
  try {
    return await work();
  } finally {
    release();
  }
}

async function lock(path: string, patienceMs: number): Promise<() => void> {
  const release = await acquireFileLock(`${await resolveLinks(path)}.lock`, patienceMs);
  if (release) return release;
  throw new Error('another process is editing for too long');
}
