import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import {
  chmod,
  type FileHandle,
  open,
  readlink,
  realpath,
  rename,
  stat,
  unlink,
} from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LoomError, messageOf } from '../../../src-shared/errors.ts';
import { makeFolders } from './make-folders.ts';
import { isSystemError } from './system-error.ts';

/**
 * Writes a whole file or nothing: to a new file beside it, synced, then renamed over it. Symbolic
 * links stay and their target is written; an existing file keeps its mode and, as far as that may be
 * given away, its owner; a new one is 0600 in folders of 0700.
 *
 * Not `write-file-atomic`: that one does not notice a short write, so a full disk cuts the file.
 *
 * @param beforeReplace - the last look before the file is replaced; a LoomError of it ends the write.
 * @throws {LoomError} `file-unwritable`; the file is then as it was.
 */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
  beforeReplace?: () => Promise<void>,
): Promise<void> {
  try {
    const target = await resolveLinks(path);
    makeFolders(dirname(target));
    await replaceFile(target, { content, ...(await modeOf(target)), beforeReplace });
  } catch (cause) {
    throw cause instanceof LoomError ? cause : unwritable(path, cause);
  }
}

/**
 * As `writeAtomically`, done when it returns, for small files of the hub's own: always of that mode,
 * the folder has to exist. Not synced: what a power failure could undo, it ends anyway.
 */
export function writeAtomicallySync(path: string, text: string, mode = 0o600): void {
  const temporary = temporaryBeside(path);
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode });
    renameSync(temporary, path);
  } catch (cause) {
    removeQuietly(temporary);
    throw unwritable(path, cause);
  }
}

/** Whether this works or not, the first failure is the one to tell. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // See above.
  }
}

export function unwritable(path: string, cause: unknown): LoomError {
  const why = messageOf(cause);
  return new LoomError('file-unwritable', `${path} cannot be written: ${why}`, {
    place: { file: path },
    cause,
  });
}

/** As many links in a row as Linux follows. */
const mostLinks = 40;

/** The file that a path really names, also where it does not exist yet. */
export async function resolveLinks(path: string, links = mostLinks): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw error;
  }
  const link = await readlink(path).catch((error: unknown) => {
    if (isSystemError(error, 'ENOENT', 'EINVAL')) return undefined;
    throw error;
  });
  if (link === undefined || links === 0) return resolve(path);
  // The folder may be a link, too, and this one begins where that leads to.
  return await resolveLinks(resolve(await realpath(dirname(path)), link), links - 1);
}

/** Also refuses what is no file: root could put one in the place of a device. */
async function modeOf(path: string): Promise<Pick<Replacement, 'mode' | 'owner'>> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new Error(`${path} is no regular file`);
    const { mode, uid, gid } = found;
    return { mode: mode & 0o7777, owner: { uid, gid } };
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return { mode: 0o600, owner: undefined };
    throw error;
  }
}

interface Replacement {
  content: string | Uint8Array;
  mode: number;
  /** Of the file that is replaced. */
  owner: { uid: number; gid: number } | undefined;
  beforeReplace: (() => Promise<void>) | undefined;
}

async function replaceFile(target: string, wanted: Replacement): Promise<void> {
  const temporary = temporaryBeside(target);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(wanted.content);
      await file.sync();
      await keepOwner(file, wanted.owner);
    } finally {
      await file.close();
    }
    await chmod(temporary, wanted.mode);
    await wanted.beforeReplace?.();
    await renameOver(temporary, target);
  } catch (error) {
    // Whether this works or not, the first failure is the one to tell.
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}

/** What root replaces stays its owner's, who could not read it otherwise. Windows has no such numbers. */
async function keepOwner(file: FileHandle, owner: Replacement['owner']): Promise<void> {
  if (!owner || process.platform === 'win32') return;
  const { uid, gid } = await file.stat();
  if (uid === owner.uid && gid === owner.gid) return;
  await file.chown(owner.uid, owner.gid).catch((error: unknown) => {
    // A file of somebody else's that this user may write: only root may give one away.
    if (!isSystemError(error, 'EPERM', 'EINVAL', 'ENOSYS')) throw error;
  });
}

/** How long a file may be held open by an editor, an indexer or a virus scanner (Windows only). */
const busyMs = 1_000;
const busyRetryMs = 50;

/** On Windows a rename fails while somebody has the target open; most let go at once. */
async function renameOver(from: string, to: string): Promise<void> {
  const deadline = performance.now() + busyMs;
  for (;;) {
    try {
      return await rename(from, to);
    } catch (error) {
      const isBusy =
        process.platform === 'win32' && isSystemError(error, 'EPERM', 'EBUSY', 'EACCES');
      if (!isBusy || performance.now() >= deadline) throw error;
    }
    await delay(busyRetryMs);
  }
}

function temporaryBeside(target: string): string {
  const unique = randomBytes(6).toString('hex');
  return join(dirname(target), `.${basename(target)}.${unique}.tmp`);
}
