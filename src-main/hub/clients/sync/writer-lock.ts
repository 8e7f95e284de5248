import { mkdir, rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LoomError, messageOf } from '../../../../src-shared/errors.ts';
import { makeFolders } from '../../platform/make-folders.ts';
import { isSystemError } from '../../platform/system-error.ts';
import type { WriterLock } from '../client.ts';
import { isHeld } from './is-held.ts';

const retryMs = 50;

/**
 * Runs `body` while the client's own writers wait (clients.md pitfall 26), as they do it themselves: by
 * a folder that only one of them can make. A lock that only the client can take is waited for.
 *
 * @throws {LoomError} 'file-busy' where the client holds it for longer than `staleMs`.
 */
export async function withWriterLock<T>(
  lock: WriterLock | undefined,
  body: () => Promise<T>,
): Promise<T> {
  if (!lock) return await body();
  if (lock.kind === 'held-file') {
    await waitUntil(lock, async () => ((await isHeld(lock.path)) ? undefined : true));
    return await body();
  }
  const made = await take(lock);
  try {
    return await body();
  } finally {
    await giveBack(lock, made);
  }
}

async function take(lock: WriterLock): Promise<Made> {
  return await waitUntil(lock, async () => {
    const made = await make(lock);
    if (!made && (await isStale(lock))) await removeQuietly(lock);
    return made;
  });
}

/** Until it gives something, or the client has had its time. */
async function waitUntil<T>(lock: WriterLock, attempt: () => Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + lock.staleMs;
  for (;;) {
    const got = await attempt();
    if (got !== undefined) return got;
    if (performance.now() >= deadline) throw busy(lock);
    await delay(retryMs);
  }
}

/** Tells the lock that we made from one that somebody made after taking ours for stale. */
interface Made {
  inode: bigint;
}

async function make({ path }: WriterLock): Promise<Made | undefined> {
  try {
    makeFolders(dirname(path));
    await mkdir(path);
    return { inode: (await stat(path, { bigint: true })).ino };
  } catch (cause) {
    if (isSystemError(cause, 'EEXIST')) return undefined;
    const text = `the client's lock ${path} cannot be made: ${messageOf(cause)}`;
    throw new LoomError('file-unwritable', text, { place: { file: path }, cause });
  }
}

async function isStale({ path, staleMs }: WriterLock): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs > staleMs;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return false;
    throw error;
  }
}

async function giveBack(lock: WriterLock, { inode }: Made): Promise<void> {
  const found = await stat(lock.path, { bigint: true }).catch(() => undefined);
  if (found?.ino === inode) await removeQuietly(lock);
}

/** Somebody else may have been faster; what stays behind is stale soon. */
async function removeQuietly({ path }: WriterLock): Promise<void> {
  await rmdir(path).catch(() => undefined);
}

function busy({ path }: WriterLock): LoomError {
  return new LoomError('file-busy', `the client is writing: its lock ${path} is held`, {
    place: { file: path },
  });
}
