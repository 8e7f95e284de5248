import { chmodSync, lstatSync, type Stats, statSync } from 'node:fs';
import { LoomError } from '../../../src-shared/errors.ts';
import { makeFolders } from './make-folders.ts';
import { unwritable } from './write-atomically.ts';

export interface PrivateDirectory {
  /**
   * Refuses our own folder, too, where others could have written to it so far: what lies in it may
   * be theirs. For the socket's folder; any other is only closed to them.
   */
  refuseWritable?: boolean;
}

/**
 * Makes sure that a folder exists and is ours alone (0700). On Windows it only makes it: the
 * profile's folders are private there.
 *
 * @throws LoomError `unsafe-directory`, or `file-unwritable` where it cannot be made.
 */
export function ensurePrivateDirectory(path: string, options: PrivateDirectory = {}): void {
  const user = process.getuid?.();
  try {
    makeFolders(path);
    if (user === undefined) return;
    const found = statSync(path);
    const reason = whyUnsafe(user, lstatSync(path), found) ?? whyWritable(found, options);
    if (reason)
      throw new LoomError('unsafe-directory', `${path} ${reason}.`, { place: { file: path } });
    if ((found.mode & 0o777) !== 0o700) chmodSync(path, 0o700);
  } catch (cause) {
    throw cause instanceof LoomError ? cause : unwritable(path, cause);
  }
}

function whyUnsafe(user: number, link: Stats, found: Stats): string | undefined {
  if (!found.isDirectory()) return 'is not a folder';
  if (found.uid !== user) return `belongs to another user (uid ${found.uid})`;
  // Whoever owns the link chooses the folder.
  if (link.isSymbolicLink() && link.uid !== user && link.uid !== 0) {
    return `is a link that another user made (uid ${link.uid})`;
  }
  return undefined;
}

function whyWritable(found: Stats, { refuseWritable }: PrivateDirectory): string | undefined {
  const others = found.mode & 0o022;
  return refuseWritable && others ? 'can be written to by other users' : undefined;
}
