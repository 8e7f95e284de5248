import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, stat } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { LoomError, messageOf } from '../../../src-shared/errors.ts';
import { isSystemError } from '../platform/system-error.ts';
import { writeAtomically } from '../platform/write-atomically.ts';
import { type MasterKey, readMasterKey } from './master-key.ts';

/**
 * The key beside the file that it opens, for machines where nobody hands one over. A new key is
 * written as a draft first and takes its place only when the file has been encrypted with it, so that
 * whatever interrupts that, one of the two opens what is there.
 */
export interface KeyFile {
  readonly path: string;
  /** The key and a draft, as far as there are such. */
  candidates(): Promise<MasterKey[]>;
  /** A fresh key in place. */
  create(): Promise<MasterKey>;
  /** A fresh key that is not in place yet. An older draft that is in use takes its place first. */
  draft(inUse: MasterKey | undefined): Promise<MasterKey>;
  /** Puts the draft in place of the key. */
  adopt(): Promise<void>;
  remove(): Promise<void>;
}

export function createKeyFile(path: string): KeyFile {
  const draftPath = `${path}.new`;
  return {
    path,
    async candidates() {
      const found = await Promise.all([path, draftPath].map(read));
      return found.filter((key) => key !== undefined);
    },
    create: () => write(path),
    async draft(inUse) {
      const older = await read(draftPath);
      if (older && isDeepStrictEqual(older, inUse)) await rename(draftPath, path);
      return await write(draftPath);
    },
    adopt: () => rename(draftPath, path),
    async remove() {
      await rm(path, { force: true });
      await rm(draftPath, { force: true });
    },
  };
}

async function write(path: string): Promise<MasterKey> {
  const text = randomBytes(32).toString('hex');
  await writeAtomically(path, `${text}\n`);
  return readMasterKey(text);
}

/** As ssh with its keys: one that others could read is no secret, and its owner must hear of it. */
async function read(path: string): Promise<MasterKey | undefined> {
  try {
    const { mode, uid } = await stat(path);
    const user = process.getuid?.();
    if (user !== undefined && uid !== user) throw refusal(path, 'belongs to another user');
    if (user !== undefined && (mode & 0o077) !== 0) throw refusal(path, 'can be read by others');
    return readMasterKey((await readFile(path, 'utf8')).trim());
  } catch (thrown) {
    if (isSystemError(thrown, 'ENOENT')) return undefined;
    if (thrown instanceof LoomError) throw thrown;
    throw new LoomError('vault-unavailable', `${path} cannot be read: ${messageOf(thrown)}`, {
      place: { file: path },
      cause: thrown,
    });
  }
}

function refusal(path: string, why: string): LoomError {
  return new LoomError('vault-unavailable', `the key ${path} ${why}`, {
    place: { file: path },
    remedy: `Make it yours alone (chmod 600 ${path}); if somebody may have read it, \`loom secret rekey\`, then renew the secrets.`,
  });
}
