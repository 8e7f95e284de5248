import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Era } from '../../../src-shared/domain/era.ts';
import type { LoomError } from '../../../src-shared/errors.ts';
import type { HttpClient } from './http-client.ts';
import type { HttpTarget } from './http-target.ts';
import type { OutgoingMessage } from './link.ts';

/** What all requests of one Streamable HTTP connection share. */
export interface HttpSession {
  readonly target: HttpTarget;
  readonly client: HttpClient;
  /** Greatest message in bytes, in either direction. */
  readonly maxMessage: number;
  /** The headers that a message is POSTed with, besides the target's. */
  headersFor(message: OutgoingMessage, session: HttpSession): Record<string, string>;
  /** Only in the legacy era there are sessions, and streams that can be resumed. */
  readonly era: Era;
  /** Its entry names the era, so that nobody finds it out. */
  readonly isEraGiven: boolean;
  /** Aborted when the connection ends; what waits then stops waiting. */
  readonly signal: AbortSignal;
  /**
   * The JSON-RPC requests that still want their answer, each with the HTTP request at work for it.
   * Whoever takes one out (a cancellation) need not say more: nobody reports its failure then.
   */
  readonly inFlight: Map<number, ClientRequest | undefined>;
  /** Answers whose message has come and whose stream the server has not closed yet. */
  readonly lingering: Set<IncomingMessage>;
  /** `Mcp-Session-Id`, where the server gave one. */
  id: string | undefined;
  /** Once the server has named it. */
  protocolVersion: string | undefined;
}

/** What became of a message. For a request, `ok` means that its answer was delivered. */
export type PostOutcome = (
  | { ok: true }
  | { ok: false; reason: 'session-lost' | 'unreachable' | 'failed'; error: LoomError }
) & {
  /** See `LinkEvents`. */
  eraDoubted?: boolean;
};

/** The first revision that wants its name in a header (2025-06-18 basic/transports). */
const firstWithHeader = '2025-06-18';

/** The headers that tie a request to its session. */
export function sessionHeaders(
  session: Pick<HttpSession, 'id' | 'protocolVersion'>,
): Record<string, string> {
  const headers = versionHeader(session.protocolVersion);
  if (session.id !== undefined) headers['mcp-session-id'] = session.id;
  return headers;
}

export function versionHeader(protocolVersion: string | undefined): Record<string, string> {
  return protocolVersion !== undefined && protocolVersion >= firstWithHeader
    ? { 'mcp-protocol-version': protocolVersion }
    : {};
}

/** A request's HTTP request, so that a cancellation can end it. */
export function trackRequest(session: HttpSession, requestId: number | undefined) {
  return (request: ClientRequest) => {
    if (requestId === undefined) return;
    if (session.inFlight.has(requestId)) session.inFlight.set(requestId, request);
    // It was cancelled while it was redirected.
    else request.destroy();
  };
}
