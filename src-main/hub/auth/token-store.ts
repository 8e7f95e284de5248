import { createHash, timingSafeEqual } from 'node:crypto';
import { LoomError, remedyOf, toLoomError } from '../../../src-shared/errors.ts';
import { Signal } from '../signal.ts';
import type { Vault } from '../vault/vault.ts';
import {
  printTokenRecords,
  readTokenRecords,
  type TokenRecord,
  tokensRecord,
} from './token-records.ts';

export interface TokenStoreOptions {
  vault: Pick<Vault, 'get' | 'set'>;
  /** What could not be written, and is only lost at the next start. */
  onProblem(error: LoomError): void;
  now?(): number;
}

export type TokenFinding =
  | { ok: true; record: TokenRecord }
  | { ok: false; reason: 'unknown' | 'expired' };

/** When a token was last used is written no more often than this. */
const writeUsesEveryMs = 5 * 60_000;
/** Long timers do not count while a machine sleeps, so ends of lifetimes are looked for this often. */
const lookEveryMs = 60_000;
/** A keychain that asks its user something must not keep a hub from closing. */
const closeWithinMs = 2_000;

/**
 * All tokens by their hashes: one record of the vault, read when first needed and then held in memory,
 * so that checking one costs a hash. A vault that fails is asked again at the next request.
 */
export class TokenStore {
  readonly #options: TokenStoreOptions;
  readonly #ended = new Signal<TokenRecord>();
  #records: Map<string, TokenRecord> | undefined;
  /** Out for good, even while the vault still holds them. */
  readonly #revoked = new Set<string>();
  #loading: Promise<Map<string, TokenRecord>> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #usesTimer: NodeJS.Timeout | undefined;
  #lookTimer: NodeJS.Timeout | undefined;
  #lookedAt = 0;

  constructor(options: TokenStoreOptions) {
    this.#options = options;
  }

  /** Calls back for every token that is not valid any more; returns how to stop that. */
  onEnded(listener: (record: TokenRecord) => void): () => void {
    return this.#ended.on(listener);
  }

  /** @throws LoomError of the vault, or 'vault-damaged'. */
  async all(): Promise<readonly TokenRecord[]> {
    return [...(this.#records ?? (await this.#load())).values()];
  }

  /** Finds a token by its text, in the same time for every text; at once after the first time. */
  find(text: string): TokenFinding | Promise<TokenFinding> {
    const hash = createHash('sha256').update(text).digest();
    if (this.#records) return this.#find(this.#records, hash);
    return this.#load().then((records) => this.#find(records, hash));
  }

  /** Adds one. It is valid once it is written. */
  async add(record: TokenRecord): Promise<void> {
    const records = this.#records ?? (await this.#load());
    await this.#write(() => [...records.values(), record]);
    records.set(record.id, record);
    this.#look();
  }

  /**
   * Takes one out. From then on it is refused, and what it holds open ends, whatever becomes of the
   * writing.
   *
   * @throws LoomError where it could not be written: it would be back after a restart.
   */
  async remove(record: TokenRecord): Promise<void> {
    const records = this.#records ?? (await this.#load());
    records.delete(record.id);
    this.#revoked.add(record.id);
    this.#ended.emit(record);
    await this.#write(() => [...records.values()]);
  }

  /** Writes when tokens were last used, where that is due. */
  async close(): Promise<void> {
    clearTimeout(this.#lookTimer);
    if (this.#usesTimer) this.#writeUses();
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, closeWithinMs);
    });
    await Promise.race([this.#writing.catch(() => {}), patience]);
    clearTimeout(timer);
  }

  #find(records: ReadonlyMap<string, TokenRecord>, hash: Buffer): TokenFinding {
    let found: TokenRecord | undefined;
    for (const record of records.values()) {
      if (timingSafeEqual(Buffer.from(record.hash, 'hex'), hash)) found = record;
    }
    if (!found) return { ok: false, reason: 'unknown' };
    const now = this.#now();
    if (isOver(found, now)) return { ok: false, reason: 'expired' };
    // The clock was set back: what is opened from now on has to end again.
    if (now < this.#lookedAt) this.#look();
    found.lastUsedAt = now;
    this.#usesTimer ??= setTimeout(() => this.#writeUses(), writeUsesEveryMs).unref();
    return { ok: true, record: found };
  }

  /** Calls at the same time share one reading. */
  #load(): Promise<Map<string, TokenRecord>> {
    this.#loading ??= this.#read().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #read(): Promise<Map<string, TokenRecord>> {
    const records = readTokenRecords(await this.#options.vault.get(tokensRecord));
    this.#records ??= new Map(records.map((record) => [record.id, record]));
    this.#look();
    return this.#records;
  }

  /**
   * One after the other: `current` is asked when its turn has come, and the vault has been read anew.
   * What another process has revoked meanwhile must not come back with what is written here.
   */
  #write(current: () => readonly TokenRecord[]): Promise<void> {
    const { vault } = this.#options;
    const write = async () => {
      this.#merge(readTokenRecords(await vault.get(tokensRecord)));
      await vault.set(tokensRecord, printTokenRecords(current()));
    };
    this.#writing = this.#writing.catch(() => {}).then(write);
    return this.#writing;
  }

  /** Takes over what has changed in the vault: tokens that are gone end, new ones count. */
  #merge(stored: readonly TokenRecord[]): void {
    const records = this.#records;
    if (!records) return;
    const kept = new Map(stored.map((record) => [record.id, record]));
    for (const [id, record] of [...records]) {
      if (kept.has(id)) continue;
      records.delete(id);
      this.#ended.emit(record);
    }
    for (const [id, record] of kept) {
      const own = records.get(id);
      const usedAt = Math.max(own?.lastUsedAt ?? 0, record.lastUsedAt ?? 0);
      if (own && usedAt > 0) own.lastUsedAt = usedAt;
      if (!own && !this.#revoked.has(id)) records.set(id, record);
    }
    this.#look();
  }

  #writeUses(): void {
    clearTimeout(this.#usesTimer);
    this.#usesTimer = undefined;
    const records = this.#records;
    if (!records) return;
    this.#write(() => [...records.values()]).catch((thrown: unknown) => {
      const error = toLoomError(thrown);
      // One that is never written holds what a person put there.
      if (error.code !== 'vault-read-only') this.#options.onProblem(unwritten(error));
    });
  }

  /** Ends what tokens hold open whose time is over since the last look, and looks again in time. */
  #look(): void {
    clearTimeout(this.#lookTimer);
    const now = this.#now();
    const records = [...(this.#records?.values() ?? [])];
    for (const record of records) {
      if (isOver(record, now) && !isOver(record, this.#lookedAt)) this.#ended.emit(record);
    }
    this.#lookedAt = now;
    // Those that are over count too: a clock that is set back makes them valid again.
    const ending = records.flatMap(({ expiresAt }) => expiresAt ?? []);
    if (ending.length === 0) return;
    const ends = ending.filter((end) => end > now).map((end) => end - now);
    const wait = Math.min(lookEveryMs, ...ends);
    this.#lookTimer = setTimeout(() => this.#look(), wait).unref();
  }

  #now(): number {
    return this.#options.now?.() ?? Date.now();
  }
}

function isOver({ expiresAt = Number.POSITIVE_INFINITY }: TokenRecord, now: number): boolean {
  return expiresAt <= now;
}

function unwritten(cause: LoomError): LoomError {
  const { code, message } = cause;
  const text = `when tokens were last used could not be written: ${message}`;
  return new LoomError(code, text, { ...remedyOf(cause), cause });
}
