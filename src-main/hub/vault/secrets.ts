import {
  isReservedSecretName,
  isVaultFailure,
  type SecretView,
} from '../../../src-shared/domain/secret.ts';
import { LoomError, toLoomError } from '../../../src-shared/errors.ts';
import { Signal } from '../signal.ts';
import { createEnvVault, secretVariable } from './env.ts';
import type { VaultStore } from './open-vault.ts';
import { byName, type SecretInfo, type Vault } from './vault.ts';

export type SecretEntry = Omit<SecretView, 'usedBy'>;

export interface SecretsOptions {
  store: VaultStore;
  env: Readonly<Record<string, string | undefined>>;
  /** The store cannot be read; `undefined`: it can again. */
  onTrouble(error: LoomError | undefined): void;
  /** How often it is looked whether a store that could not be read can be again, in milliseconds. */
  pollMs?: number;
}

/** People's secrets: those of the store, and over them the variables `LOOM_SECRET_…` of the hub. */
export class Secrets {
  /** A store that could not be read can be read again. */
  readonly opened = new Signal();
  /** Loom's own records, whose names begin with `loom.`. */
  readonly records: Pick<Vault, 'get' | 'set' | 'remove'> = {
    get: (name) => this.#use((vault) => vault.get(name)),
    set: (name, record) => this.#use((vault) => vault.set(name, record)),
    remove: (name) => this.#use((vault) => vault.remove(name)),
  };
  readonly #options: SecretsOptions;
  readonly #variables: Vault;
  #poll: NodeJS.Timeout | undefined;
  #isLooking = false;

  constructor(options: SecretsOptions) {
    this.#options = options;
    this.#variables = createEnvVault(options.env);
  }

  /**
   * Opens the store where that asks nobody for anything, so that what it has to say is seen from the
   * start. A keychain may ask, so it is left until it is needed.
   */
  async openIfFile(): Promise<void> {
    const { store } = this.#options;
    if (!(await store.isInFile())) return;
    const vault = await store.open();
    void this.#use(() => vault.probe()).catch(() => {});
  }

  /** For a reference. @throws LoomError where the store cannot be read, or the name is Loom's own. */
  async get(name: string): Promise<string | undefined> {
    refuseReserved(name);
    const found = await this.#variables.get(name);
    return found ?? (await this.#use((vault) => vault.get(name)));
  }

  /** @param wanted - names to list whether they are set or not. */
  async list(wanted: Iterable<string>): Promise<SecretEntry[]> {
    const { kind, stored } = await this.#use(async (vault) => ({
      kind: vault.kind,
      stored: await vault.list(),
    }));
    const entries = new Map<string, SecretEntry>();
    for (const info of stored) {
      if (!isReservedSecretName(info.name)) entries.set(info.name, this.#entry(info, kind));
    }
    for (const name of wanted) {
      if (!entries.has(name)) entries.set(name, this.#entry({ name }, undefined));
    }
    const known = new Set([...entries.keys()].map(secretVariable));
    for (const { name } of await this.#variables.list()) {
      if (!known.has(secretVariable(name))) entries.set(name, this.#entry({ name }, 'env'));
    }
    return [...entries.values()].sort(byName);
  }

  async set(name: string, secret: string): Promise<void> {
    refuseReserved(name);
    await this.#use(async (vault) => {
      refuseTwin(name, await vault.list());
      await vault.set(name, secret);
    });
  }

  async remove(name: string): Promise<boolean> {
    refuseReserved(name);
    return await this.#use((vault) => vault.remove(name));
  }

  /** Whether a variable of the hub's environment decides, whatever the store holds. */
  isFromEnvironment(name: string): boolean {
    return this.#options.env[secretVariable(name)] !== undefined;
  }

  /** See `VaultStore.isInFile`. */
  isInFile(): Promise<boolean> {
    return this.#options.store.isInFile();
  }

  /** See `VaultStore.rekey`. */
  rekey(masterKey: string | undefined): Promise<string> {
    return this.#use(() => this.#options.store.rekey(masterKey));
  }

  close(): void {
    clearInterval(this.#poll);
    this.#options.store.close();
  }

  #entry(info: SecretInfo, kind: Vault['kind'] | undefined): SecretEntry {
    if (kind === 'env' || this.isFromEnvironment(info.name)) {
      return { name: info.name, source: 'environment' };
    }
    return { ...info, source: kind ?? 'missing' };
  }

  async #use<T>(work: (vault: Vault) => Promise<T>): Promise<T> {
    try {
      const found = await work(await this.#options.store.open());
      this.#isWell();
      return found;
    } catch (thrown) {
      const error = toLoomError(thrown);
      if (isVaultFailure(error.code)) this.#isUnreadable(error);
      throw error;
    }
  }

  /** What waits for the store is told when it can be read; nobody is asked for it again. */
  #isUnreadable(error: LoomError): void {
    if (this.#poll) return;
    this.#options.onTrouble(error);
    this.#poll = setInterval(() => void this.#look(), this.#options.pollMs ?? 5_000).unref();
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      await (await this.#options.store.open()).probe();
      this.#isWell();
    } catch {
      // Then it is looked at again.
    } finally {
      this.#isLooking = false;
    }
  }

  #isWell(): void {
    if (!this.#poll) return;
    clearInterval(this.#poll);
    this.#poll = undefined;
    this.#options.onTrouble(undefined);
    this.opened.emit();
  }
}

function refuseReserved(name: string): void {
  if (!isReservedSecretName(name)) return;
  const text = 'names that begin with "loom." are for records of Loom\'s own';
  throw new LoomError('invalid-secret-name', text);
}

/** Neither the Windows keychain nor the variables tell names apart that differ in case alone. */
function refuseTwin(name: string, others: readonly { name: string }[]): void {
  const same = (other: string) => other !== name && other.toLowerCase() === name.toLowerCase();
  const twin = others.find((other) => same(other.name));
  if (!twin) return;
  throw new LoomError('name-taken', `there is a secret ${twin.name} already`);
}
