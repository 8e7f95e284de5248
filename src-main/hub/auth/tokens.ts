import { createHash, randomBytes } from 'node:crypto';
import { type TokenView, tokenText } from '../../../src-shared/domain/token.ts';
import { LoomError, remedyOf, toLoomError } from '../../../src-shared/errors.ts';
import type { Vault } from '../vault/vault.ts';
import { type TokenRecord, viewOfToken } from './token-records.ts';
import type { TokenStore } from './token-store.ts';

export interface NewToken {
  /** A free one is found where it is left out. */
  name?: string | undefined;
  profile?: string | undefined;
  servers?: string[] | undefined;
  /** Milliseconds since the epoch. */
  expiresAt?: number | undefined;
  /** The secret that is to keep its text, so that it can be shown again. */
  key?: string | undefined;
}

export interface TokensOptions {
  store: TokenStore;
  /** Where the texts of those are kept that are to be shown again. */
  secrets: Pick<Vault, 'get' | 'set' | 'remove'>;
  hasProfile(name: string): boolean;
  hasServer(id: string): boolean;
  now?(): number;
}

/** Every token is looked at on every request, and the vault's record is not endless. */
const mostTokens = 100;

/** What people do with tokens. Their texts leave by `generate`, and by `show` where they were kept. */
export class Tokens {
  readonly #options: TokensOptions;
  /** One change after the other, so that no two tokens get one name. */
  #changing: Promise<unknown> = Promise.resolve();

  constructor(options: TokensOptions) {
    this.#options = options;
  }

  /** Sorted by name. */
  async list(): Promise<TokenView[]> {
    const records = await this.#options.store.all();
    return records.map(viewOfToken).sort((a, b) => a.name.localeCompare(b.name));
  }

  /**
   * Makes a token.
   *
   * @throws LoomError 'name-taken', 'unknown-profile', 'not-found' for a server, 'usage' for a time that
   * is over, or what the vault throws.
   */
  generate(wanted: NewToken): Promise<{ token: TokenView; text: string }> {
    const made = this.#changing.then(() => this.#generate(wanted));
    this.#changing = made.catch(() => {});
    return made;
  }

  /**
   * Ends a token and all that is open with it, at once.
   *
   * @throws LoomError 'not-found', or what the vault throws: it is refused nevertheless, until the hub
   * starts again.
   */
  async revoke(which: string): Promise<TokenView> {
    const record = await this.#find(which);
    try {
      await this.#options.store.remove(record);
      await this.#removeKept(record);
    } catch (thrown) {
      const error = toLoomError(thrown);
      const { code, message } = error;
      const text = `token "${record.name}" is refused from now on, but the vault failed, so it may count again after a restart: ${message}`;
      throw new LoomError(code, text, { ...remedyOf(error), cause: thrown });
    }
    return viewOfToken(record);
  }

  /**
   * The text of a token that was kept; without `which`, of the only one.
   *
   * @throws LoomError 'not-found', 'usage' where several could be meant, or what the vault throws.
   */
  async show(which?: string): Promise<{ token: TokenView; text: string }> {
    const record = which === undefined ? await this.#onlyKept() : await this.#find(which);
    const text = await this.#keptText(record);
    if (text !== undefined) return { token: viewOfToken(record), text };
    const { name, key } = record;
    const why =
      key === undefined
        ? `the text of token "${name}" was shown when it was made, and not kept`
        : `the text of token "${name}" was kept as the secret ${key}, which is gone or changed`;
    throw new LoomError('not-found', why, {
      remedy: 'Revoke it and make another; --key NAME keeps its text in the vault.',
      remedyId: 'make-kept-token',
    });
  }

  async #generate(wanted: NewToken): Promise<{ token: TokenView; text: string }> {
    const records = await this.#options.store.all();
    if (records.length >= mostTokens) {
      throw new LoomError('usage', `there are ${mostTokens} tokens already`, {
        remedy: 'Revoke those that nobody uses: `loom auth token-list`.',
        remedyId: 'revoke-tokens',
      });
    }
    const name = nameFor(wanted.name, records);
    this.#check(wanted);
    const { store } = this.#options;
    const text = tokenText(randomBytes(32));
    const { profile, servers, expiresAt, key } = wanted;
    const token: TokenView = {
      id: randomBytes(6).toString('hex'),
      name,
      profile,
      servers,
      createdAt: this.#now(),
      expiresAt,
      key,
    };
    if (key !== undefined) await this.#keep(key, text);
    try {
      await store.add({ ...token, hash: hashOf(text) });
    } catch (error) {
      if (key !== undefined) await this.#options.secrets.remove(key).catch(() => {});
      throw error;
    }
    return { token, text };
  }

  #check({ profile, servers = [], expiresAt }: NewToken): void {
    const { hasProfile, hasServer } = this.#options;
    if (profile !== undefined && !hasProfile(profile)) {
      throw new LoomError('unknown-profile', `there is no profile "${profile}"`);
    }
    const unknown = servers.find((id) => !hasServer(id));
    if (unknown !== undefined) {
      throw new LoomError('not-found', `there is no server "${unknown}"`, { server: unknown });
    }
    if (expiresAt !== undefined && expiresAt <= this.#now()) {
      throw new LoomError('usage', 'the token would have expired already');
    }
  }

  async #keep(key: string, text: string): Promise<void> {
    const { secrets } = this.#options;
    if ((await secrets.get(key)) !== undefined) {
      throw new LoomError('name-taken', `there is a secret ${key} already`);
    }
    await secrets.set(key, text);
  }

  /** Undefined where it was not kept, or something else stands there by now. */
  async #keptText({ key, hash }: TokenRecord): Promise<string | undefined> {
    if (key === undefined) return undefined;
    const text = await this.#options.secrets.get(key);
    return text !== undefined && hashOf(text) === hash ? text : undefined;
  }

  async #removeKept(record: TokenRecord): Promise<void> {
    const { key } = record;
    if (key === undefined || (await this.#keptText(record)) === undefined) return;
    await this.#options.secrets.remove(key);
  }

  async #find(which: string): Promise<TokenRecord> {
    const records = await this.#options.store.all();
    const found =
      records.find(({ id }) => id === which) ??
      records.find(({ name }) => name === which) ??
      records.find(({ key }) => key === which);
    if (found) return found;
    const remedy = '`loom auth token-list` shows what there is.';
    throw new LoomError('not-found', `there is no token "${which}"`, { remedy });
  }

  async #onlyKept(): Promise<TokenRecord> {
    const kept = (await this.#options.store.all()).filter(({ key }) => key !== undefined);
    const [only, ...more] = kept;
    if (only && more.length === 0) return only;
    if (!only) {
      throw new LoomError('not-found', 'no token was kept when it was made', {
        remedy: 'Make one that is: loom auth token-generate --key NAME',
        remedyId: 'make-kept-token',
      });
    }
    const names = kept.map(({ name }) => `"${name}"`).join(', ');
    throw new LoomError('usage', `several tokens were kept: ${names}`, { remedy: 'Name one.' });
  }

  #now(): number {
    return this.#options.now?.() ?? Date.now();
  }
}

function nameFor(wanted: string | undefined, records: readonly TokenRecord[]): string {
  const taken = new Set(records.flatMap(({ id, name }) => [id, name]));
  if (wanted === undefined) {
    for (let number = 1; ; number += 1) {
      if (!taken.has(`token-${number}`)) return `token-${number}`;
    }
  }
  if (!taken.has(wanted)) return wanted;
  throw new LoomError('name-taken', `there is a token "${wanted}" already`);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
