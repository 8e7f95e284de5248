import { createHash } from 'node:crypto';
import { access, constants, readFile, rmdir, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LoomError, messageOf } from '../../../../src-shared/errors.ts';
import { acquireFileLock } from '../../platform/file-lock.ts';
import { makeFolders } from '../../platform/make-folders.ts';
import { isSystemError } from '../../platform/system-error.ts';
import { resolveLinks, unwritable, writeAtomically } from '../../platform/write-atomically.ts';
import type { WriterLock } from '../client.ts';
import type { ClientStore, NewWrite } from './client-store.ts';
import { withWriterLock } from './writer-lock.ts';

export interface Change {
  write: Omit<NewWrite, 'folders'>;
  before: Uint8Array | undefined;
  /** Undefined: the file goes. */
  after: Uint8Array | undefined;
  lock: WriterLock | undefined;
  /** Folders that go with the file, if they are empty then: they were made for it. */
  emptied?: readonly string[];
}

export interface ApplyParts {
  store: Pick<ClientStore, 'begin' | 'confirm' | 'drop'>;
  /** Folder of the locks that keep this user's hubs from writing one file at once. */
  locks: string;
}

/** As long as another hub may take for a large file. */
const patienceMs = 10_000;

/**
 * Writes one client's file, or nothing. What stood there is kept first; between the last look at it
 * and the rename lies nothing but that rename.
 *
 * @returns the number of the journal's entry.
 * @throws {LoomError} 'file-changed' where it is not as it was planned for, 'file-busy',
 * 'file-unwritable'.
 */
export async function applyChange(change: Change, parts: ApplyParts): Promise<number> {
  const { realFile } = change.write;
  const locked = await lockFile(parts.locks, realFile);
  try {
    return await writeLocked(change, parts);
  } finally {
    locked();
  }
}

async function writeLocked(change: Change, parts: ApplyParts): Promise<number> {
  const { file, realFile } = change.write;
  await checkWritable(file, realFile);
  const folders = foldersFor(realFile);
  try {
    return await withWriterLock(change.lock, () => writeKept(change, folders, parts));
  } catch (error) {
    await removeEmpty(folders);
    throw error;
  }
}

function foldersFor(file: string): string[] {
  const folder = dirname(file);
  try {
    return makeFolders(folder);
  } catch (cause) {
    throw unwritable(folder, cause);
  }
}

async function writeKept(change: Change, folders: string[], parts: ApplyParts): Promise<number> {
  const { write, before, after } = change;
  const unchanged = () => checkUnchanged(write, before);
  await unchanged();
  const id = await parts.store.begin({ ...write, folders }, before);
  try {
    if (after) await writeAtomically(write.realFile, after, unchanged);
    else await removeFile(write, unchanged);
  } catch (error) {
    dropQuietly(id, parts);
    throw error;
  }
  await removeEmpty(change.emptied ?? []);
  parts.store.confirm(id);
  return id;
}

/** The first failure is the one to tell; what is not dropped is settled before the next write. */
function dropQuietly(id: number, { store }: ApplyParts): void {
  try {
    store.drop(id);
  } catch {
    // See above.
  }
}

/** Another hub, of another state folder, may be about to write the same file. */
async function lockFile(folder: string, realFile: string): Promise<() => void> {
  const name = createHash('sha256').update(realFile).digest('hex').slice(0, 32);
  const path = join(folder, `${name}.lock`);
  const release = await acquireFileLock(path, patienceMs).catch((cause: unknown) => {
    throw unwritable(path, cause);
  });
  if (release) return release;
  throw new LoomError('file-busy', `another Loom is writing ${realFile}`, {
    place: { file: realFile },
  });
}

/** The bytes count, not the time: a client may have written the same. */
async function checkUnchanged(
  { file, realFile }: Omit<NewWrite, 'folders'>,
  before: Uint8Array | undefined,
): Promise<void> {
  const now = await readBytes(realFile);
  const isSame = before && now ? now.equals(before) : before === now;
  if (isSame && (await resolveLinks(file)) === realFile) return;
  throw new LoomError('file-changed', `${file} has changed meanwhile`, { place: { file } });
}

async function readBytes(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (cause) {
    if (isSystemError(cause, 'ENOENT')) return undefined;
    const text = `${file} cannot be read: ${messageOf(cause)}`;
    throw new LoomError('file-unreadable', text, { place: { file }, cause });
  }
}

/** A rename would replace a file that is write-protected; whoever protected it meant it. */
async function checkWritable(file: string, realFile: string): Promise<void> {
  try {
    const { mode } = await stat(realFile);
    if ((mode & 0o222) === 0) throw new Error('it is write-protected');
    await access(realFile, constants.W_OK);
  } catch (cause) {
    if (!isSystemError(cause, 'ENOENT')) throw unwritable(file, cause);
  }
}

async function removeFile(
  { file, realFile }: Omit<NewWrite, 'folders'>,
  unchanged: () => Promise<void>,
): Promise<void> {
  await unchanged();
  await unlink(realFile).catch((cause: unknown) => {
    throw unwritable(file, cause);
  });
}

/** The innermost first; one that somebody uses by now stays, and so do those around it. */
async function removeEmpty(folders: readonly string[]): Promise<void> {
  for (const folder of folders.toReversed()) {
    const isGone = await rmdir(folder).then(
      () => true,
      () => false,
    );
    if (!isGone) return;
  }
}
