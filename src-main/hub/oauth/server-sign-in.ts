import type { SignInView } from '../../../src-shared/domain/sign-in.ts';
import { type LoomError, toLoomError } from '../../../src-shared/errors.ts';
import { createTurns } from '../platform/create-turns.ts';
import type { AfterRefusal, Credentials, Refusal } from '../upstreams/credentials.ts';
import { type Challenge, parseChallenge } from './parse-challenge.ts';
import { renewHeld } from './renew-held.ts';
import type { Renewal } from './renew-sign-in.ts';
import { revokeSignIn } from './revoke-sign-in.ts';
import { beginSignIn, type SignInFlow, type SignInWish, signInPatienceMs } from './sign-in-flow.ts';
import {
  canRenew,
  headerOf,
  isEnding,
  type Renewable,
  type SignInRecord,
} from './sign-in-record.ts';
import type { SignInStore } from './sign-in-store.ts';
import { viewSignIn } from './view-sign-in.ts';
import { nothingBegun, wantsMoreScopes, wantsSignIn } from './wants-sign-in.ts';

export interface ServerSignInOptions {
  serverId: string;
  store: SignInStore;
  /** Ends everything. */
  signal: AbortSignal;
  onChange(): void;
  onSignedIn(): void;
  /**
   * The server can do nothing, or not all, before somebody signs in.
   *
   * @param isOver - there was a sign-in, and it is of no use any more.
   */
  onNeeded(error: LoomError, isOver: boolean): void;
  /** A renewed sign-in could not be kept: it ends with this hub. */
  onUnkept(error: LoomError): void;
}

interface Pending {
  since: number;
  abort: AbortController;
  /** Once it is known where the browser goes. */
  finish?: SignInFlow['finish'];
}

/** All that the hub knows of signing in to one server; its state is what people see. */
export class ServerSignIn {
  readonly #options: ServerSignInOptions;
  #challenge: Challenge | undefined;
  /** Since when it refuses requests for want of a sign-in. */
  #neededSince: number | undefined;
  /** Scopes that it asked for besides those it was given. */
  #wanted: readonly string[] = [];
  #pending: Pending | undefined;
  #failure: { since: number; error: LoomError } | undefined;
  #renewing: Promise<Renewal> | undefined;
  /** Changes of the sign-in: what is renewed must not come back after a sign-out. */
  readonly #inTurn = createTurns();
  readonly #inTurnToBegin = createTurns();

  constructor(options: ServerSignInOptions) {
    this.#options = options;
  }

  get challenge(): Challenge | undefined {
    return this.#challenge;
  }

  /** @param url - the server's, where that is known without resolving references. */
  view(url: string | undefined): SignInView | undefined {
    const note = this.#options.store.noteOf(this.#options.serverId);
    const since = this.#neededSince;
    return viewSignIn({
      pending: this.#pending,
      failure: this.#failure,
      needed: since === undefined ? since : { since, scopes: this.#challenge?.scopes ?? [] },
      note: url === undefined || url === note?.url ? note : undefined,
      wanted: this.#wanted,
    });
  }

  /**
   * What authorizes requests to it.
   *
   * @param url - its address; a sign-in for another one is not used.
   * @param hasKeys - its entry has headers of its own, so that a bare 401 may mean those.
   */
  credentials(url: string, hasKeys: boolean): Credentials {
    return {
      header: () => {
        const known = this.#options.store.known(this.#options.serverId);
        const isFresh = known && !isEnding(known.record);
        return isFresh ? headerOf(known.record, url) : this.#freshHeader(url);
      },
      refused: (refusal) => this.#refused(refusal, url, hasKeys),
    };
  }

  /**
   * Begins to sign in; what was begun before is given up.
   *
   * @returns where the browser has to go.
   * @throws LoomError where that cannot even begin.
   */
  begin(target: SignInWish): Promise<{ url: string; expiresAt: number }> {
    // Whatever the one before waits for, ends.
    this.cancel();
    return this.#inTurnToBegin(() => this.#begin(target));
  }

  async #begin(target: SignInWish): Promise<{ url: string; expiresAt: number }> {
    const { serverId, store, signal, onChange } = this.#options;
    // Better told now than when somebody has been to the browser.
    await store.probe(serverId);
    const held = await store.get(serverId);
    this.cancel();
    const pending: Pending = { since: Date.now(), abort: new AbortController() };
    this.#pending = pending;
    onChange();
    try {
      const over = AbortSignal.any([signal, pending.abort.signal]);
      const whole = { ...target, serverId, wanted: this.#wanted, held };
      const { url, done, finish } = await beginSignIn(whole, {
        signal: over,
        keep: (record) => this.#keep(pending, record),
      });
      pending.finish = finish;
      done.catch((thrown) => this.#failed(pending, toLoomError(thrown)));
      return { url, expiresAt: pending.since + signInPatienceMs };
    } catch (thrown) {
      this.#failed(pending, toLoomError(thrown));
      throw thrown;
    }
  }

  /**
   * Completes what was begun, for a browser that cannot come back by itself.
   *
   * @param address - where the browser was led to.
   * @throws LoomError 'usage' where nothing waits for that address, else why the sign-in failed.
   */
  async finish(address: string): Promise<void> {
    if (!this.#pending?.finish) throw nothingBegun(this.#options.serverId);
    await this.#pending.finish(address);
  }

  cancel(): void {
    this.#pending?.abort.abort();
    this.#pending = undefined;
    this.#failure = undefined;
    this.#options.onChange();
  }

  /** @returns whether the authorization server has taken note, too. */
  async signOut(): Promise<boolean> {
    const { serverId, store } = this.#options;
    this.cancel();
    const record = await this.#inTurn(async () => {
      if (!store.noteOf(serverId)) return undefined;
      const held = await store.get(serverId);
      await store.remove(serverId);
      return held;
    });
    this.#wanted = [];
    if (!record) return false;
    this.#neededSince = Date.now();
    this.#options.onNeeded(wantsSignIn(serverId, { isOver: false }), true);
    return await revokeSignIn(record);
  }

  /** @throws where it was given up meanwhile, or the vault does not take it: nothing is kept then. */
  async #keep({ abort }: Pending, record: SignInRecord): Promise<void> {
    const { serverId, store, onChange, onSignedIn } = this.#options;
    const keeping = this.#inTurn(async () => {
      abort.signal.throwIfAborted();
      await store.replace(serverId, record);
    });
    // Nobody has the tokens then. Where there was a sign-in before, that might end, too.
    keeping.catch(() => store.noteOf(serverId) !== undefined || revokeSignIn(record));
    await keeping;
    if (this.#pending?.abort === abort) this.#pending = undefined;
    this.#neededSince = undefined;
    this.#wanted = [];
    onChange();
    onSignedIn();
  }

  #failed(pending: Pending, error: LoomError): void {
    // Where it was cancelled or begun anew, nobody wants to know.
    if (this.#pending !== pending) return;
    this.#pending = undefined;
    this.#failure = { since: Date.now(), error };
    this.#options.onChange();
  }

  async #freshHeader(url: string): Promise<string | undefined> {
    const record = await this.#options.store.get(this.#options.serverId);
    if (!canRenew(record) || record.url !== url || !isEnding(record)) return headerOf(record, url);
    const renewal = await this.#renew(record);
    if (renewal.ok) return headerOf(renewal.record, url);
    if (renewal.isOver) return undefined;
    if ((record.expiresAt ?? 0) > Date.now()) return headerOf(record, url);
    throw renewal.error;
  }

  async #refused(refusal: Refusal, url: string, hasKeys: boolean): Promise<AfterRefusal> {
    const { status, sent, challenge, isAgain } = refusal;
    const { serverId, store } = this.#options;
    const asked = parseChallenge(challenge);
    const isOurs =
      status === 403
        ? asked?.error === 'insufficient_scope'
        : asked !== undefined || (challenge === undefined && !hasKeys);
    if (!isOurs) return { so: 'take-as-it-is' };
    if (asked) this.#challenge = asked;
    const record = await store.get(serverId);
    // Somebody was faster.
    if (!isAgain && headerOf(record, url) !== sent) return { so: 'try-again' };
    if (status === 403) return { so: 'fail', error: this.#wants(asked?.scopes ?? []) };
    if (!isAgain && canRenew(record) && record.url === url) {
      const renewal = await this.#renew(record);
      if (renewal.ok) return { so: 'try-again' };
      if (!renewal.isOver) return { so: 'fail', error: renewal.error };
    }
    return { so: 'fail', error: this.#needs(sent !== undefined, hasKeys) };
  }

  #wants(scopes: readonly string[]): LoomError {
    this.#wanted = [...new Set([...this.#wanted, ...scopes])];
    this.#options.onChange();
    return wantsMoreScopes(this.#options.serverId, scopes);
  }

  #needs(isOver: boolean, hasKeys: boolean): LoomError {
    const error = wantsSignIn(this.#options.serverId, { isOver, hasKeys });
    this.#neededSince ??= Date.now();
    this.#options.onChange();
    this.#options.onNeeded(error, isOver);
    return error;
  }

  /** Once for all who notice at the same time: a refresh token may be good for one use only. */
  #renew(record: Renewable): Promise<Renewal> {
    this.#renewing ??= this.#inTurn(() => renewHeld(record, this.#options)).finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }
}
