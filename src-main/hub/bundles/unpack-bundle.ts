import { randomBytes } from 'node:crypto';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LoomError } from '../../../src-shared/errors.ts';
import { makeFolders } from '../platform/make-folders.ts';
import { ensurePrivateDirectory } from '../platform/private-directory.ts';
import { unwritable } from '../platform/write-atomically.ts';
import { executablesOf } from './executables.ts';
import type { OpenedBundle } from './open-bundle.ts';

/** What is not finished has this before its name, so that a later start can clear it away. */
export const unfinished = '.unpacking-';

/**
 * Unpacks a bundle into its folder: all of it or nothing. The folder is named after the file's digest,
 * so that one that is there already is the same.
 *
 * @throws LoomError `invalid-bundle`, `file-unwritable`.
 */
export async function unpackBundle(bundle: OpenedBundle, platform: NodeJS.Platform): Promise<void> {
  const { folder, archive, manifest } = bundle;
  if (await isThere(folder)) return;
  const executables = executablesOf(manifest, platform);
  const parent = dirname(folder);
  const work = join(parent, `${unfinished}${randomBytes(6).toString('hex')}`);
  try {
    ensurePrivateDirectory(parent);
    await mkdir(work, { mode: 0o700 });
    for (const entry of archive.entries) {
      const path = join(work, entry.name);
      makeFolders(entry.isFolder ? path : dirname(path));
      if (entry.isFolder) continue;
      const mode = executables.has(entry.name) ? 0o700 : 0o600;
      // Nothing that is there is ever written over or through.
      await writeFile(path, await archive.read(entry), { flag: 'wx', mode });
    }
    await rename(work, folder);
  } catch (cause) {
    await rm(work, { recursive: true, force: true }).catch(() => undefined);
    if (cause instanceof LoomError) throw cause;
    if (!(await isThere(folder))) throw unwritable(folder, cause);
  }
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
