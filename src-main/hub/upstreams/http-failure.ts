import { STATUS_CODES } from 'node:http';
import { LoomError } from '../../../src-shared/errors.ts';
import type { RemedyId } from '../../../src-shared/remedies.ts';
import { type HttpTarget, showUrl } from './http-target.ts';

/** Why no connection came about, in words for people. */
const causes: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'its host name is unknown',
  EAI_AGAIN: 'its host name could not be looked up',
  ETIMEDOUT: 'it did not answer in time',
  EHOSTUNREACH: 'no network route leads there',
  ENETUNREACH: 'no network route leads there',
  CERT_HAS_EXPIRED: 'its TLS certificate has expired',
  CERT_NOT_YET_VALID: 'its TLS certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its TLS certificate is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its TLS certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its TLS certificate comes from an authority that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its TLS certificate comes from an authority that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its TLS certificate cannot be verified',
  EPROTO: 'it does not speak TLS there',
};

/** The connection broke after it had come about: the server may still be there. */
const breaks = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

export interface NetworkFailure {
  error: LoomError;
  /** No connection came about at all. */
  isUnreachable: boolean;
}

/** What a failed request's error means. */
export function networkFailure(target: HttpTarget, cause: unknown): NetworkFailure {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const place = `server "${target.serverId}" at ${showUrl(target.url)}`;
  if (breaks.has(code)) {
    return { error: brokenFailure(target, 'broke the connection', cause), isUnreachable: false };
  }
  if (code.startsWith('HPE_')) {
    const text = `${place} does not speak HTTP as it should (${code})`;
    // Its cause holds the raw bytes of the answer, which are no business of a log.
    const error = new LoomError('server-protocol', text, { server: target.serverId });
    return { error, isUnreachable: false };
  }
  const why = causes[code] ?? (code.startsWith('ERR_SSL') ? causes.EPROTO : 'the network failed');
  const text = `${place} cannot be reached: ${why}${code ? ` (${code})` : ''}`;
  const error = new LoomError('server-unavailable', text, { server: target.serverId, cause });
  return { error, isUnreachable: true };
}

/** The status behind a failure, for those who must tell one from another. */
export class HttpRefusal extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

/** The HTTP status that a request failed with; undefined where it failed otherwise. */
export function statusOf(failure: unknown): number | undefined {
  const cause = failure instanceof LoomError ? failure.cause : undefined;
  return cause instanceof HttpRefusal ? cause.status : undefined;
}

/**
 * What an HTTP status other than success means.
 *
 * @param said - what the server wrote besides; it is shortened and stripped of secrets.
 */
export function statusFailure(target: HttpTarget, status: number, said: string): LoomError {
  const text = refusalText(target, status, said);
  const fail = (
    code: 'server-unavailable' | 'server-busy' | 'server-failed',
    remedy: string,
    remedyId?: RemedyId,
  ) =>
    new LoomError(code, text, {
      server: target.serverId,
      remedy,
      remedyId,
      cause: new HttpRefusal(status),
    });
  if (status === 401 || status === 403) {
    const remedy = 'Check its headers and the secrets they refer to.';
    return fail('server-unavailable', remedy, 'check-credentials');
  }
  if (status === 404 || status === 405) {
    const remedy = 'Check its url, and whether it is `http` or `sse`.';
    return fail('server-unavailable', remedy, 'correct-address');
  }
  if (status === 429 || status === 503) {
    return fail('server-busy', 'Try again later.', 'try-again');
  }
  return fail('server-failed', "The server's own log may say more.");
}

function verb(status: number): string {
  if (status === 401 || status === 403) return 'refuses our credentials';
  if (status === 404 || status === 405) return 'does not take this request';
  return 'refused the request';
}

/** @param said - as for `statusFailure`. */
export function refusalText(target: HttpTarget, status: number, said: string): string {
  const answer = [status, STATUS_CODES[status]].filter(Boolean).join(' ');
  const quoted = target.quote(said);
  const place = `server "${target.serverId}" at ${showUrl(target.url)}`;
  return `${place} ${verb(status)} (${answer})${quoted ? `: ${quoted}` : ''}`;
}

/** It went away in the middle of something; `what` completes "server … ". */
export function brokenFailure(target: HttpTarget, what: string, cause?: unknown): LoomError {
  const text = `server "${target.serverId}" at ${showUrl(target.url)} ${what}`;
  const remedy = 'Try again; whether the call took effect is unknown.';
  const about = { server: target.serverId, remedy, remedyId: 'effect-unknown' } as const;
  return new LoomError('server-unavailable', text, { ...about, cause });
}

/** Something that does not belong to the protocol; `what` completes "server … ". */
export function protocolFailure(target: HttpTarget, what: string): LoomError {
  const text = `server "${target.serverId}" at ${showUrl(target.url)} ${what}`;
  return new LoomError('server-protocol', text, { server: target.serverId });
}

/** @param which - such as "its answer" or "our message". */
export function sizeFailure(target: HttpTarget, which: string, limit: number): LoomError {
  const text = `server "${target.serverId}": ${which} is larger than ${limit} bytes`;
  return new LoomError('message-too-large', text, { server: target.serverId });
}
