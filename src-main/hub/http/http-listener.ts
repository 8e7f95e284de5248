import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLoopback, parseAddress } from '../../../src-shared/domain/address.ts';
import type { Config } from '../../../src-shared/domain/config.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { checkHost, checkOrigin } from './guards.ts';
import type { McpEndpoint } from './mcp-endpoint.ts';
import { refuseFailure } from './refuse-rpc.ts';
import type { WebApp } from './web-app.ts';

export interface HttpListenerOptions {
  config: Config;
  endpoint: McpEndpoint;
  /** Everything besides `/mcp`; made on first use. */
  webApp(url: string): Promise<WebApp>;
}

export interface HttpListener {
  /** Such as `http://127.0.0.1:8088`. */
  url: string;
  close(): Promise<void>;
}

/**
 * Listens for HTTP.
 *
 * @throws LoomError 'unsafe-listener' off loopback (nothing authenticates callers yet),
 * or 'address-in-use'.
 */
export async function listenOnHttp(options: HttpListenerOptions): Promise<HttpListener> {
  const { config } = options;
  const address = parseAddress(config.http.address);
  if (!address)
    throw new LoomError('invalid-config', `http.address: ${config.http.address} is not host:port`);
  if (!isLoopback(address.host)) {
    throw new LoomError(
      'unsafe-listener',
      `http.address ${config.http.address} can be reached from other machines, and no auth is configured`,
    );
  }
  // A tool may take minutes, and a body may be large: the client's patience decides, not ours.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000, noDelay: true });
  await listen(server, address);
  const { port } = server.address() as AddressInfo;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  const url = `http://${host}:${port}`;
  const guard = createGuard(config, { host: address.host, port }, url);
  let app: Promise<WebApp> | undefined;
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (isMcp(request.url)) {
      if (guard(request, response)) void options.endpoint.handle(request, response);
      return;
    }
    app ??= options.webApp(url);
    app
      .then((serve) => serve(request, response))
      .catch(() => {
        // What could not be loaded for want of a file handle may be loaded the next time.
        app = undefined;
        response.destroy();
      });
  });
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    // For good: a later one, such as too many open files, must not end the process.
    server.on('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      const text = taken ? `${host}:${port} is taken by another program` : cause.message;
      reject(
        new LoomError(taken ? 'address-in-use' : 'invalid-config', `http.address: ${text}`, {
          cause,
        }),
      );
    });
    server.listen(port, host, resolve);
  });
}

function isMcp(url = '/'): boolean {
  return url === '/mcp' || url.startsWith('/mcp?') || url === '/mcp/';
}

type Guard = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Host and Origin, against DNS rebinding and foreign pages; CORS for the origins that may call. */
function createGuard(config: Config, listen: { host: string; port: number }, own: string): Guard {
  const origins = [...config.http.allowed_origins, own];
  return (request, response) => {
    const host = checkHost(request.headers.host, listen);
    if (!host.ok) {
      const text = `Host ${request.headers.host ?? '(none)'} is not this hub's`;
      refuseFailure(response, new LoomError('host-refused', text));
      return false;
    }
    const { origin } = request.headers;
    if (origin === undefined) return true;
    const allowed = checkOrigin(origin, origins);
    if (!allowed.ok) {
      const text = `Origin ${origin} may not call this hub`;
      refuseFailure(response, new LoomError('origin-refused', text));
      return false;
    }
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-expose-headers', 'Mcp-Session-Id, MCP-Protocol-Version');
    response.setHeader('vary', 'Origin');
    if (request.method !== 'OPTIONS') return true;
    response
      .writeHead(204, {
        'access-control-allow-methods': 'GET, POST, DELETE',
        'access-control-allow-headers': allowedHeaders(request),
        'access-control-max-age': '600',
      })
      .end();
    return false;
  };
}

/** A tool may want any `Mcp-Param-*` header, and browsers must be told each by its name. */
function allowedHeaders({ headers }: IncomingMessage): string {
  const asked = String(headers['access-control-request-headers'] ?? '').split(',');
  const named = asked.map((name) => name.trim()).filter((name) => paramHeader.test(name));
  return [...usualHeaders, ...named].join(', ');
}

const usualHeaders = [
  'Content-Type',
  'Accept',
  'Authorization',
  'MCP-Protocol-Version',
  'Mcp-Method',
  'Mcp-Name',
  'Mcp-Session-Id',
  'Last-Event-ID',
];

/** Of characters that a header's name may have (RFC 9110 section 5.1). */
const paramHeader = /^mcp-[!#$%&'*+.^_`|~0-9a-z-]+$/i;
