import type { LoomError } from '../../../src-shared/errors.ts';

/** What authorizes requests to a server over HTTP, where its entry has no `Authorization` header. */
export interface Credentials {
  /**
   * The value of the `Authorization` header; undefined where there is none.
   *
   * @throws LoomError (or rejects) where it cannot be had now.
   */
  header(): string | undefined | Promise<string | undefined>;
  /** A server refused a request. Resolves to what follows from that. */
  refused(refusal: Refusal): Promise<AfterRefusal>;
}

export interface Refusal {
  status: 401 | 403;
  /** The header that was sent with it. */
  sent: string | undefined;
  /** Its `WWW-Authenticate`, where it has one. */
  challenge: string | undefined;
  /** The same request was refused before, with other credentials. */
  isAgain: boolean;
}

export type AfterRefusal =
  /** There are other credentials now. */
  | { so: 'try-again' }
  /** A person has to do something. */
  | { so: 'fail'; error: LoomError }
  /** It has nothing to do with these credentials. */
  | { so: 'take-as-it-is' };
