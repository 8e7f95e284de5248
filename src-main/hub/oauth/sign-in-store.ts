import { createHash } from 'node:crypto';
import type { Vault } from '../vault/vault.ts';
import type { SignInNote, SignInNotes } from './sign-in-notes.ts';
import { SignInRecord } from './sign-in-record.ts';

export interface SignInStoreOptions {
  /** For Loom's own records: no reference of a definition can name one. */
  vault: Pick<Vault, 'get' | 'set' | 'remove'>;
  notes: SignInNotes;
  /** Is told every secret before it is used, so that it can be hidden. */
  onSecret(secret: string): void;
}

/** Sign-ins by server, in the vault; what was read stays in memory for as long as the hub runs. */
export class SignInStore {
  readonly #options: SignInStoreOptions;
  readonly #read = new Map<string, SignInRecord | undefined>();

  constructor(options: SignInStoreOptions) {
    this.#options = options;
  }

  /** What people are told of it. */
  noteOf(serverId: string): SignInNote | undefined {
    return this.#options.notes.of(serverId);
  }

  /** As `get`, where that is known without the vault: asked on every request. */
  known(serverId: string): { record: SignInRecord | undefined } | undefined {
    if (this.#read.has(serverId)) return { record: this.#read.get(serverId) };
    return this.noteOf(serverId) ? undefined : { record: undefined };
  }

  /** @throws LoomError `vault-…` where it cannot be read now. */
  async get(serverId: string): Promise<SignInRecord | undefined> {
    const known = this.known(serverId);
    if (known) return known.record;
    const record = parse(await this.#options.vault.get(nameOf(serverId)));
    // Somebody may have signed in or out meanwhile.
    if (!this.#read.has(serverId)) this.keep(serverId, record);
    return this.#read.get(serverId);
  }

  /** Whether one could be read and written now. @throws LoomError with why not. */
  async probe(serverId: string): Promise<void> {
    await this.#options.vault.get(nameOf(serverId));
  }

  /** From now on it is this one, in memory. */
  keep(serverId: string, record: SignInRecord | undefined): void {
    const { onSecret } = this.#options;
    for (const secret of record ? secretsOf(record) : []) onSecret(secret);
    this.#read.set(serverId, record);
  }

  /** @throws LoomError where the vault does not take it. */
  async set(serverId: string, record: SignInRecord): Promise<void> {
    await this.#options.vault.set(nameOf(serverId), JSON.stringify(record));
    this.keep(serverId, record);
    await this.#options.notes.set(serverId, record);
  }

  /** As `set`; where that fails, what was there before still is. */
  async replace(serverId: string, record: SignInRecord): Promise<void> {
    const before = await this.get(serverId);
    try {
      await this.set(serverId, record);
    } catch (thrown) {
      await (before ? this.set(serverId, before) : this.remove(serverId)).catch(() => {});
      throw thrown;
    }
  }

  async remove(serverId: string): Promise<void> {
    await this.#options.vault.remove(nameOf(serverId));
    this.keep(serverId, undefined);
    await this.#options.notes.remove(serverId);
  }
}

function secretsOf({ accessToken, refreshToken, client }: SignInRecord): string[] {
  const all = [accessToken, refreshToken, client.client_secret];
  return all.filter((secret) => secret !== undefined);
}

function parse(text: string | undefined): SignInRecord | undefined {
  try {
    return text === undefined ? undefined : SignInRecord.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Stores do not tell names apart that differ in case alone, and servers' names may. */
function nameOf(serverId: string): string {
  const hash = createHash('sha256').update(serverId).digest('hex').slice(0, 32);
  return `loom.sign-in.${hash}`;
}
