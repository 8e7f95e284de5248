/** Secrets in the system's keychain: macOS Keychain, Windows Credential Manager, Secret Service. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { LoomError } from '../../../src-shared/errors.ts';
import type { Paths } from '../../../src-shared/paths.ts';
import { checkSecret } from './check-secret.ts';
import { createLongEntries, type EntryPlace } from './long-entries.ts';
import { byName, type Vault } from './vault.ts';

/** Windows keeps 2560 bytes of UTF-16 in an entry; the others set no limit that matters. */
export function longestEntry(platform: string): number {
  return platform === 'win32' ? 1200 : Number.POSITIVE_INFINITY;
}

/** Homes of their own (LOOM_HOME) do not share their secrets. */
export function keychainService({ state }: Paths, env: KeychainEnv): string {
  if (!env.LOOM_HOME) return 'loom';
  return `loom:${createHash('sha256').update(state).digest('hex').slice(0, 8)}`;
}

type KeychainEnv = Readonly<Record<string, string | undefined>>;

/**
 * Beside its entries, named as the secrets are, there is one that lists them: no system tells when
 * an entry was changed, and macOS may ask for each that is looked at. No name begins with `#`.
 */
const indexEntry = '#index';

const Index = z.array(z.strictObject({ name: z.string(), changedAt: z.number() }));

export function createKeychainVault(place: EntryPlace): Vault {
  const entries = createLongEntries(place);
  let turn: Promise<unknown> = Promise.resolve();

  /** One after another: a change reads the index and writes it. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work, work);
    turn = mine.catch(() => {});
    return mine;
  }

  async function readIndex(): Promise<z.output<typeof Index>> {
    const text = await entries.get(indexEntry);
    if (text === undefined) return [];
    try {
      return Index.parse(JSON.parse(text));
    } catch {
      throw damagedIndex(place.service);
    }
  }

  async function writeIndex(name: string, changedAt: number | undefined): Promise<void> {
    const others = (await readIndex()).filter((entry) => entry.name !== name);
    const index = changedAt === undefined ? others : [...others, { name, changedAt }];
    await entries.set(indexEntry, JSON.stringify(index));
  }

  return {
    kind: 'keychain',
    get: (name) =>
      inTurn(async () => {
        const secret = await entries.get(name);
        // A locked keychain may not even tell what it holds: its index then cannot be read either.
        if (secret === undefined) await readIndex();
        return secret;
      }),
    list: () => inTurn(async () => (await readIndex()).sort(byName)),
    async set(name, secret) {
      checkSecret(name, secret);
      await inTurn(async () => {
        await readIndex();
        await entries.set(name, secret);
        await writeIndex(name, Date.now());
      });
    },
    remove: (name) =>
      inTurn(async () => {
        const found = await entries.remove(name);
        if (found) await writeIndex(name, undefined);
        return found;
      }),
    async probe() {
      const { keychain, service } = place;
      await keychain.ask({ op: 'probe', service, account: indexEntry });
    },
  };
}

function damagedIndex(service: string): LoomError {
  const text = `the list of secrets in the keychain ("${indexEntry}" of "${service}") is damaged`;
  return new LoomError('vault-damaged', text, {
    remedy: 'Remove that entry from the keychain, then set the secrets again.',
  });
}
