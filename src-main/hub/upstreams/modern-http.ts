import type { HttpServer } from '../../../src-shared/domain/server.ts';
import { encodeHeaderValue } from '../mcp/header-values.ts';
import { newestModernRevision } from '../mcp/revisions.ts';
import { createHttpSession, HttpLink } from './http-link.ts';
import type { PostOutcome } from './http-session.ts';
import type { OpenLink, OutgoingMessage } from './link.ts';
import { postMessage } from './post-message.ts';

/**
 * Streamable HTTP of the modern era (2026-07-28 transports/streamable-http): every message is a POST
 * by itself, whose headers repeat parts of it. There is no session, no stream of the connection's own,
 * and nothing to resume; to end a request's HTTP request is to cancel it.
 *
 * Opening sends nothing. Keep-alive comments of a stream are skipped, and no stream is ever too old.
 */
export const modernHttp: OpenLink<HttpServer> = async (spec, events, options) => {
  const way = { era: 'modern', headersFor: modernHeaders } as const;
  return new ModernHttpLink(await createHttpSession(spec, options, way), events);
};

class ModernHttpLink extends HttpLink {
  override send(message: OutgoingMessage): void {
    if (this.hasEnded) return;
    if (message.method === 'notifications/cancelled') this.abandon(message);
    else void this.post(message);
  }

  /** Nothing has to come about: no server of this era asks anything by itself. */
  override established(): Promise<void> {
    return Promise.resolve();
  }

  protected override transmit(message: OutgoingMessage): Promise<PostOutcome> {
    return postMessage(this.session, message, (bytes) => {
      if (!this.hasEnded) this.events.message(bytes, message.requestId);
    });
  }
}

/** What a server compares with the body (2026-07-28 transports/streamable-http, "Headers"). */
function modernHeaders({ method, mirrored }: OutgoingMessage): Record<string, string> {
  const headers: Record<string, string> = { 'mcp-protocol-version': newestModernRevision };
  if (method !== undefined) headers['mcp-method'] = encodeHeaderValue(method);
  if (mirrored?.name !== undefined) headers['mcp-name'] = encodeHeaderValue(mirrored.name);
  for (const [name, value] of Object.entries(mirrored?.params ?? {})) {
    headers[`mcp-param-${name.toLowerCase()}`] = encodeHeaderValue(value);
  }
  return headers;
}
