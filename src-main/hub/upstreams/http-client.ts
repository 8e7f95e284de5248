import type { ClientRequest, IncomingMessage } from 'node:http';
import { LoomError } from '../../../src-shared/errors.ts';
import { byteLength, type Pieces } from '../mcp/message.ts';
import { networkFailure } from './http-failure.ts';
import { type HttpTarget, showUrl } from './http-target.ts';

export interface HttpRequest {
  method: 'GET' | 'POST' | 'DELETE';
  /** Besides the target's own; names in lower case. */
  headers: Readonly<Record<string, string>>;
  body?: Pieces;
  /** Default: the target's. */
  url?: URL;
  /** Called with the request before it is sent; destroying it ends the request and its answer. */
  onOpen?(request: ClientRequest): void;
}

/** `url` is where the answer came from, after redirects. */
export type HttpOutcome =
  | { ok: true; response: IncomingMessage; url: URL }
  | { ok: false; error: LoomError; isUnreachable: boolean };

export interface HttpClient {
  /** Resolves with the head of the answer, whatever its status; never rejects. */
  request(request: HttpRequest): Promise<HttpOutcome>;
  /** Ends every request and every connection at once. */
  destroy(): void;
}

/** Servers that do not announce how long they keep an idle connection often mean 5 s. */
const idleMs = 4_000;
const probeAfterMs = 30_000;
const mostRedirects = 5;
const smallBodyBytes = 64 * 1024;

/** Requests to one target over kept-alive connections. Nothing is ever sent to another origin. */
export async function createHttpClient(target: HttpTarget): Promise<HttpClient> {
  const isSecure = target.url.protocol === 'https:';
  const http = isSecure ? await import('node:https') : await import('node:http');
  const agent = new http.Agent({
    keepAlive: true,
    keepAliveMsecs: probeAfterMs,
    timeout: idleMs,
  });
  const targetAddress = addressOf(target.url);
  const baseHeaders = { ...ownHeaders, ...target.headers };

  function attempt(url: URL, request: HttpRequest): Promise<HttpOutcome> {
    const { method, body } = request;
    const headers: Record<string, string | number> = { ...baseHeaders, ...request.headers };
    if (body) headers['content-length'] = byteLength(body);
    const { hostname, port, path } = url === target.url ? targetAddress : addressOf(url);
    return new Promise((resolve) => {
      const outgoing = http.request({ hostname, port, path, agent, method, headers });
      request.onOpen?.(outgoing);
      outgoing.on('response', (response) => resolve({ ok: true, response, url }));
      outgoing.on('error', (error) => resolve({ ok: false, ...networkFailure(target, error) }));
      sendBody(outgoing, body);
    });
  }

  return {
    async request(request) {
      let url = request.url ?? target.url;
      for (let redirects = 0; ; redirects++) {
        const outcome = await attempt(url, request);
        const location = outcome.ok ? redirectLocation(outcome.response) : undefined;
        if (!outcome.ok || location === undefined) return outcome;
        outcome.response.resume();
        const next = URL.parse(location, url.href);
        const keepsMethod =
          request.method === 'GET' || keepingMethod.has(outcome.response.statusCode);
        if (next?.origin !== url.origin || !keepsMethod || redirects === mostRedirects) {
          return { ok: false, error: redirectFailure(target, next), isUnreachable: false };
        }
        url = next;
      }
    },
    destroy: () => agent.destroy(),
  };
}

/** Compressed bodies would have to be inflated; `identity` also keeps streams unbuffered. */
const ownHeaders = { 'user-agent': 'loom', 'accept-encoding': 'identity' };

function addressOf(url: URL): { hostname: string; port: string; path: string } {
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return { hostname, port: url.port, path: url.pathname + url.search };
}

/** A small body goes out in one write with the head; a large one is not copied. */
function sendBody(request: ClientRequest, body: Pieces = []): void {
  if (body.length <= 1) request.end(body[0]);
  else if (byteLength(body) <= smallBodyBytes) request.end(Buffer.concat(body));
  else {
    for (const piece of body) request.write(piece);
    request.end();
  }
}

/** 301, 302 and 303 turn a POST into a GET, which would lose the message. */
const keepingMethod = new Set<number | undefined>([307, 308]);
const redirecting = new Set<number | undefined>([301, 302, 303, 307, 308]);

function redirectLocation({ statusCode, headers }: IncomingMessage): string | undefined {
  return redirecting.has(statusCode) ? headers.location : undefined;
}

function redirectFailure(target: HttpTarget, to: URL | null): LoomError {
  const where = to ? showUrl(to) : 'an unreadable address';
  const text = `server "${target.serverId}" at ${showUrl(target.url)} redirects to ${where}`;
  return new LoomError('server-unavailable', text, {
    server: target.serverId,
    remedy:
      'Its headers are sent to no other address by themselves; if it is right, set it as url.',
  });
}
