import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, open, readlink, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { LoomError, messageOf } from '../../../src-shared/errors.ts';
import { isSystemError } from './system-error.ts';

/**
 * Writes a whole file or nothing: to a new file beside it, synced, then renamed over it. Symbolic
 * links stay and their target is written; an existing file keeps its mode, a new one is 0600 in
 * folders of 0700.
 *
 * Not `write-file-atomic`: that one does not notice a short write, so a full disk cuts the file.
 *
 * @throws {LoomError} `file-unwritable`; the file is then as it was.
 */
export async function writeAtomically(path: string, text: string): Promise<void> {
  try {
    const target = await resolveLinks(path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await replaceFile(target, text, await modeOf(target));
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/**
 * As `writeAtomically`, done when it returns, for small records of the hub's own: always 0600, the
 * folder has to exist. Not synced: what a power failure could undo, it ends anyway.
 */
export function writeAtomicallySync(path: string, text: string): void {
  const temporary = temporaryBeside(path);
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: 0o600 });
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

/** The file that a path really names, also where it does not exist yet. */
export async function resolveLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw error;
  }
  try {
    return resolve(dirname(path), await readlink(path));
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'EINVAL')) return resolve(path);
    throw error;
  }
}

async function modeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).mode & 0o7777;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return 0o600;
    throw error;
  }
}

async function replaceFile(target: string, text: string, mode: number): Promise<void> {
  const temporary = temporaryBeside(target);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await chmod(temporary, mode);
    await rename(temporary, target);
  } catch (error) {
    // Whether this works or not, the first failure is the one to tell.
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}

function temporaryBeside(target: string): string {
  const unique = randomBytes(6).toString('hex');
  return join(dirname(target), `.${basename(target)}.${unique}.tmp`);
}
