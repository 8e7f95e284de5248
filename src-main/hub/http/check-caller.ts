import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { type Auth, type AuthRefusal, anybody, type Caller } from '../auth/auth.ts';
import { discardBody } from './read-body.ts';
import { refuseFailure } from './refuse-rpc.ts';

export interface CallerCheckOptions {
  /** Everybody may call where there is none. */
  auth: Auth | undefined;
  /** The authorization server that clients are pointed to, where there is one. */
  issuer: string | undefined;
}

/** Who sends a request; undefined where it was refused. */
export type CallerCheck = (
  request: IncomingMessage,
  response: ServerResponse,
) => Caller | undefined | Promise<Caller | undefined>;

/** Looks at the credentials of a request before anything else of it but Host and Origin. */
export function createCallerCheck({ auth, issuer }: CallerCheckOptions): CallerCheck {
  if (!auth) return () => anybody;
  return (request, response) => {
    const verdict = auth.check({
      authorization: request.headers.authorization,
      source: request.socket.remoteAddress ?? 'unknown',
    });
    const settle = (settled: Awaited<typeof verdict>): Caller | undefined => {
      if (settled.ok) return settled.caller;
      refuse(request, response, { ...settled.refusal, issuer });
      return undefined;
    };
    return verdict instanceof Promise ? verdict.then(settle) : settle(verdict);
  };
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: AuthRefusal & Pick<CallerCheckOptions, 'issuer'>,
): void {
  const { status, error, retryAfterSeconds } = refusal;
  if (status === 401) response.setHeader('www-authenticate', challenge(request, refusal));
  if (retryAfterSeconds !== undefined) response.setHeader('retry-after', retryAfterSeconds);
  refuseFailure(response, error);
  discardBody(request);
}

/**
 * What to authenticate with (RFC 6750 section 3). Clients that see `resource_metadata` (RFC 9728 section
 * 5.1) begin OAuth and take nothing else, so it is there only where that can succeed.
 */
function challenge(
  request: IncomingMessage,
  { isInvalid, issuer }: AuthRefusal & Pick<CallerCheckOptions, 'issuer'>,
): string {
  const parameters: string[] = [];
  if (isInvalid) parameters.push('error="invalid_token"');
  if (issuer !== undefined) {
    const metadata = new URL('/.well-known/oauth-protected-resource/mcp', originOf(request));
    parameters.push(`resource_metadata="${metadata.href}"`);
  }
  return ['Bearer', parameters.join(', ')].filter(Boolean).join(' ');
}

/** As the client sees this hub: its Host was checked before. */
function originOf({ socket, headers }: IncomingMessage): string {
  const isEncrypted = (socket as Partial<TLSSocket>).encrypted === true;
  return `${isEncrypted ? 'https' : 'http'}://${headers.host}`;
}
