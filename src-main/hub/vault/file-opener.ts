import { randomBytes } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { LoomError, messageOf } from '../../../src-shared/errors.ts';
import { isSystemError } from '../platform/system-error.ts';
import type { KeyFile } from './key-file.ts';
import {
  deriveKeys,
  type FileKeys,
  type KeyDerivation,
  type MasterKey,
  scryptCost,
} from './master-key.ts';
import {
  damaged,
  gone,
  needsPassphrase,
  newer,
  noKey,
  takesNoPassphrase,
  wrongKey,
} from './vault-failure.ts';
import {
  isOpenedBy,
  isWhole,
  parseVaultFile,
  type SealedRecord,
  type VaultFile,
} from './vault-file.ts';

/** A file as it stands, and what opens it. */
export interface Opened {
  text: string | undefined;
  kdf: KeyDerivation;
  records: readonly SealedRecord[];
  key: MasterKey;
  keys: FileKeys;
}

export interface FileOpener {
  /** @returns undefined where there is no file yet. */
  open(): Promise<Opened | undefined>;
  createEmpty(): Promise<Opened>;
  newKeys(key: MasterKey): Promise<Pick<Opened, 'kdf' | 'key' | 'keys'>>;
  /** From now on this key opens the file; undefined: the one in the key file. */
  use(key: MasterKey | undefined): void;
}

export function createFileOpener(
  path: string,
  keyFile: KeyFile,
  given: MasterKey | undefined,
): FileOpener {
  let own = given;
  // Stretching a passphrase takes long: once is enough.
  let derived: { id: string; key: MasterKey; keys: Promise<FileKeys | undefined> } | undefined;

  function derive(key: MasterKey, kdf: KeyDerivation): Promise<FileKeys | undefined> {
    const id = JSON.stringify(kdf);
    if (derived?.id !== id || derived.key !== key)
      derived = { id, key, keys: deriveKeys(key, kdf) };
    return derived.keys;
  }

  async function keysFor(file: VaultFile): Promise<Pick<Opened, 'key' | 'keys'> | undefined> {
    const candidates = own ? [own] : await keyFile.candidates();
    if (file.kdf.name === 'scrypt' && own === undefined) throw needsPassphrase(path);
    if (file.kdf.name === 'none' && own?.kind === 'passphrase') throw takesNoPassphrase(path);
    if (candidates.length === 0) throw noKey(path, keyFile.path);
    for (const key of candidates) {
      const keys = await derive(key, file.kdf);
      if (keys && isOpenedBy(file, keys)) return { key, keys };
    }
    return undefined;
  }

  async function newKeys(key: MasterKey): Promise<Pick<Opened, 'kdf' | 'key' | 'keys'>> {
    const salt = randomBytes(16).toString('base64');
    const kdf: KeyDerivation =
      key.kind === 'raw' ? { name: 'none' } : { name: 'scrypt', ...scryptCost, salt };
    const keys = await derive(key, kdf);
    if (!keys) throw new Error('a new key fits its own file');
    return { kdf, key, keys };
  }

  return {
    newKeys,
    use(key) {
      own = key;
    },
    async open() {
      for (let text = await readIfThere(path); ; ) {
        if (text === undefined) return await refuseWhereBackupIs(path);
        const file = parse(path, text);
        const found = await keysFor(file);
        if (found) {
          if (!isWhole(file, found.keys)) throw damaged(path);
          return { text, kdf: file.kdf, records: file.records, ...found };
        }
        // Somebody may have given file and key anew between the reading of the two.
        const again = await readIfThere(path);
        if (again === text) throw wrongKey(path, own ? 'LOOM_MASTER_KEY' : keyFile.path);
        text = again;
      }
    },
    async createEmpty() {
      const key = own ?? (await keyFile.candidates())[0] ?? (await keyFile.create());
      return { text: undefined, records: [], ...(await newKeys(key)) };
    },
  };
}

function parse(path: string, text: string): VaultFile {
  const reading = parseVaultFile(text);
  if (reading.ok) return reading.file;
  throw reading.reason === 'newer' ? newer(path) : damaged(path);
}

/** A file that has had a version before did not begin empty just now. */
async function refuseWhereBackupIs(path: string): Promise<undefined> {
  const backup = `${path}.bak`;
  const isThere = await access(backup).then(
    () => true,
    () => false,
  );
  if (isThere) throw gone(path);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (isSystemError(cause, 'ENOENT')) return undefined;
    throw new LoomError('vault-unavailable', `${path} cannot be read: ${messageOf(cause)}`, {
      place: { file: path },
      cause,
    });
  }
}
