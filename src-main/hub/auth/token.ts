import { isTokenText } from '../../../src-shared/domain/token.ts';
import { LoomError, toLoomError } from '../../../src-shared/errors.ts';
import type { Attempts, FailureCount } from './attempts.ts';
import type { Auth, AuthRefusal, Caller, Credentials, Verdict } from './auth.ts';
import type { TokenRecord } from './token-records.ts';
import type { TokenFinding, TokenStore } from './token-store.ts';

export interface TokenAuthOptions {
  store: Pick<TokenStore, 'find' | 'onEnded'>;
  attempts: Attempts;
  /** Somebody sent a token that is none of ours. Never given the token. */
  onFailure(failure: FailedAttempt): void;
}

export interface FailedAttempt {
  source: string;
  why: string;
  count: FailureCount;
}

/**
 * `http.auth.type: token`: bearer tokens (RFC 6750) that the hub itself has made. Only the header
 * counts: a URL ends up in logs, and a session's id says nothing of who sends it.
 */
export function createTokenAuth({ store, attempts, onFailure }: TokenAuthOptions): Auth {
  const callers = new WeakMap<TokenRecord, Caller>();

  function decide(finding: TokenFinding, source: string): Verdict {
    if (!finding.ok) return refuse(source, reasons[finding.reason]);
    const { record } = finding;
    const caller = callers.get(record) ?? callerOf(record);
    callers.set(record, caller);
    return { ok: true, caller };
  }

  function refuse(source: string, why: string): Verdict {
    const count = attempts.failed(source);
    onFailure({ source, why, count });
    return { ok: false, refusal: count.isLimited ? tooMany(count) : wrong(why) };
  }

  return {
    check({ authorization, source }: Credentials) {
      const text = bearerToken(authorization);
      if (text === undefined) return { ok: false, refusal: missing(authorization) };
      if (!isTokenText(text)) return refuse(source, "it is none of Loom's, or was cut or mistyped");
      const finding = store.find(text);
      if (!(finding instanceof Promise)) return decide(finding, source);
      return finding.then(
        (found) => decide(found, source),
        (thrown: unknown) => ({ ok: false, refusal: unchecked(toLoomError(thrown)) }),
      );
    },
    onEnded: (listener) => store.onEnded((record) => listener(principalOf(record))),
  };
}

const reasons = { unknown: 'it is not known, or was revoked', expired: 'it has expired' } as const;

function callerOf(record: TokenRecord): Caller {
  const { profile, servers } = record;
  return { principal: principalOf(record), profile, servers };
}

function principalOf({ id }: Pick<TokenRecord, 'id'>): string {
  return `token:${id}`;
}

/** The token in a header `Authorization`; undefined where it is of another scheme. */
function bearerToken(authorization: string | undefined): string | undefined {
  return /^bearer(?: +(.*))?$/i.exec(authorization ?? '')?.[1]?.trim();
}

/** Repeats nothing of the header: it may hold a password. */
function missing(authorization: string | undefined): AuthRefusal {
  const text =
    authorization === undefined
      ? 'this hub asks for a token, and the header Authorization is missing'
      : 'this hub asks for a token, and the header Authorization is not "Bearer <token>"';
  return { status: 401, error: new LoomError('unauthorized', text) };
}

function wrong(why: string): AuthRefusal {
  const error = new LoomError('unauthorized', `the token is not valid: ${why}`);
  return { status: 401, error, isInvalid: true };
}

/** Whoever calls is not known yet, and learns nothing of where the vault lies and what ails it. */
function unchecked({ code }: LoomError): AuthRefusal {
  const remedy = 'Where the hub runs, `loom auth token-list` says why.';
  return { status: 503, error: new LoomError(code, 'tokens cannot be checked now', { remedy }) };
}

function tooMany({ waitMs }: FailureCount): AuthRefusal {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  const text = `too many wrong tokens came from this address; wait ${retryAfterSeconds} s`;
  return { status: 429, error: new LoomError('too-many-attempts', text), retryAfterSeconds };
}
