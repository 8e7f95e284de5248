import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '../../../src-shared/domain/config.ts';
import { LoomError, toLoomError } from '../../../src-shared/errors.ts';
import { writeAtomically } from '../platform/write-atomically.ts';
import { type VaultPlace, vaults } from './index.ts';
import type { Vault } from './vault.ts';

export interface VaultStoreOptions extends VaultPlace {
  type: Config['vault']['type'];
  /** The encrypted file was chosen without anybody's having said so: a person must see that. */
  onNotice(notice: LoomError): void;
}

/** The one store of secrets that this hub uses. */
export interface VaultStore {
  /**
   * Opened when first needed, and chosen then where config.yaml leaves that open.
   *
   * @throws LoomError where none can be chosen now, such as a keychain that is locked.
   */
  open(): Promise<Vault>;
  /** Whether secrets lie in the file already, as far as that is known without touching a keychain. */
  isInFile(): Promise<boolean>;
  /** Encrypts the file of secrets anew; returns its path. @throws LoomError where there is none. */
  rekey(masterKey: string | undefined): Promise<string>;
  close(): void;
}

export function createVaultStore(options: VaultStoreOptions): VaultStore {
  const file = vaults.file(options);
  let opening: Promise<Vault> | undefined;

  function open(): Promise<Vault> {
    opening ??= choose(options, file).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  }

  return {
    open,
    isInFile: () => isInFile(options, file),
    async rekey(masterKey) {
      const { kind } = await open();
      if (kind !== 'file') throw notAFile(kind);
      await file.rekey(masterKey);
      return file.path;
    },
    close: () => options.keychain.close(),
  };
}

type FileVault = ReturnType<typeof vaults.file>;

/**
 * `auto` is the keychain where there is one, else the encrypted file, and it stays what it was:
 * secrets that lie in a keychain must not seem to vanish because it is away today. One that is locked
 * is there: its owner can open it, so nothing is chosen in its place.
 */
async function choose(options: VaultStoreOptions, file: FileVault): Promise<Vault> {
  const { type, onNotice } = options;
  if (type !== 'auto') return type === 'file' ? file : vaults[type](options);
  const memory = memoryOf(options.paths.state);
  const keychain = remembering(vaults.keychain(options), memory);
  if (await remembersKeychain(memory)) return keychain;
  if (await isThere(file)) {
    onNotice(chosen(file.path, 'they were put there before'));
    return file;
  }
  try {
    await keychain.probe();
    return keychain;
  } catch (thrown) {
    const error = toLoomError(thrown);
    if (error.code !== 'vault-unavailable') throw error;
    onNotice(chosen(file.path, error.message));
    return file;
  }
}

async function isInFile({ type, paths }: VaultStoreOptions, file: FileVault): Promise<boolean> {
  if (type === 'file') return await isThere(file);
  if (type !== 'auto' || (await remembersKeychain(memoryOf(paths.state)))) return false;
  return await isThere(file);
}

async function isThere({ path }: FileVault): Promise<boolean> {
  return (await exists(path)) || (await exists(`${path}.bak`));
}

function memoryOf(state: string): string {
  return join(state, 'vault-kind.json');
}

const Memory = z.object({ kind: z.literal('keychain') });

/** From the first secret on. */
function remembering(vault: Vault, memory: string): Vault {
  return {
    ...vault,
    async set(name, secret) {
      await vault.set(name, secret);
      if (await remembersKeychain(memory)) return;
      await writeAtomically(memory, `${JSON.stringify({ kind: 'keychain' })}\n`);
    },
  };
}

async function remembersKeychain(memory: string): Promise<boolean> {
  try {
    return Memory.safeParse(JSON.parse(await readFile(memory, 'utf8'))).success;
  } catch {
    return false;
  }
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

function chosen(path: string, why: string): LoomError {
  return new LoomError(
    'vault-unavailable',
    `secrets are kept in the encrypted file ${path}: ${why}`,
    {
      remedy:
        'Where that is right, say so: `vault: { type: file }` in config.yaml. To use a keychain ' +
        'instead: `vault: { type: keychain }`, then set the secrets again and make new tokens.',
    },
  );
}

function notAFile(kind: Vault['kind']): LoomError {
  const text = `secrets are not in a file here, but in the ${kind === 'env' ? 'environment' : kind}`;
  return new LoomError('usage', text, { remedy: 'There is nothing to encrypt anew.' });
}
