import type { LoomError } from '../../../src-shared/errors.ts';

/** On whose behalf a request over HTTP comes, and what it may see. */
export interface Caller {
  /** The same for all requests of one caller, and never another's. */
  readonly principal: string;
  /** The one profile it may use; any where undefined. */
  readonly profile?: string | undefined;
  /** The only servers it may see; all of its profile where undefined. */
  readonly servers?: readonly string[] | undefined;
}

/** Whoever reaches a hub that asks for no credentials. */
export const anybody: Caller = { principal: 'local' };

export interface AuthRefusal {
  /** Of HTTP: 401 for wrong credentials or none, 429 after too many, 503 where they cannot be checked. */
  readonly status: 401 | 429 | 503;
  readonly error: LoomError;
  /** Whether there were credentials, which were wrong (RFC 6750 section 3.1). */
  readonly isInvalid?: boolean;
  readonly retryAfterSeconds?: number;
}

export type Verdict = { ok: true; caller: Caller } | { ok: false; refusal: AuthRefusal };

export interface Credentials {
  /** The header `Authorization`, as it came. */
  authorization: string | undefined;
  /** The address it came from. */
  source: string;
}

/** Decides who calls over HTTP: one file in this folder for each `http.auth.type`. */
export interface Auth {
  /** At once wherever it can: it is asked on every request. */
  check(credentials: Credentials): Verdict | Promise<Verdict>;
  /**
   * Tells of principals whose open requests and sessions must end; what comes later is judged by `check`
   * alone. Returns how to stop listening.
   */
  onEnded(listener: (principal: string) => void): () => void;
}
