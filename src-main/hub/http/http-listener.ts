import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Address, isLoopback, parseAddress } from '../../../src-shared/domain/address.ts';
import type { Config } from '../../../src-shared/domain/config.ts';
import { LoomError, messageOf } from '../../../src-shared/errors.ts';
import type { Auth, Caller } from '../auth/auth.ts';
import { type CallerCheck, createCallerCheck } from './check-caller.ts';
import { checkHost, checkOrigin, type ListenAddress } from './guards.ts';
import type { McpEndpoint } from './mcp-endpoint.ts';
import { refuseFailure } from './refuse-rpc.ts';
import type { TlsFiles } from './tls-files.ts';
import type { WebApp } from './web-app.ts';

export interface HttpListenerOptions {
  config: Config;
  endpoint: McpEndpoint;
  /** Whoever reaches the listener may call `/mcp` where there is none. */
  auth?: Auth | undefined;
  /** Encrypts where it is there. */
  tls?: TlsFiles | undefined;
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
 * @throws LoomError 'unsafe-listener' off loopback where nothing authenticates callers, 'invalid-config'
 * for a certificate that cannot be used, or 'address-in-use'.
 */
export async function listenOnHttp(options: HttpListenerOptions): Promise<HttpListener> {
  const { config, auth, tls } = options;
  const address = checkAddress(config.http.address, auth !== undefined);
  const server = await createHttpServer(tls);
  await listen(server, address);
  const { port } = server.address() as AddressInfo;
  const url = `${tls ? 'https' : 'http'}://${nameOf(address.host)}:${port}`;
  const listening = { host: address.host, port, isEncrypted: tls !== undefined };
  const guard = createGuard(config, listening, url);
  const checkCaller = createCallerCheck({ auth, issuer: config.http.auth.issuer });
  let app: Promise<WebApp> | undefined;
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (isMcp(request.url)) {
      if (guard(request, response)) handOn(options.endpoint, checkCaller, [request, response]);
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

/**
 * Where to listen, if that is safe.
 *
 * @param isGuarded - whether callers have to prove who they are.
 * @throws LoomError 'unsafe-listener' off loopback where they do not.
 */
export function checkAddress(text: string, isGuarded: boolean): Address {
  const address = parseAddress(text);
  if (!address) throw new LoomError('invalid-config', `http.address: ${text} is not host:port`);
  if (isLoopback(address.host) || isGuarded) return address;
  throw new LoomError(
    'unsafe-listener',
    `http.address ${text} can be reached from other machines, and no auth is configured`,
  );
}

/** Loads `node:https` only where it is needed: with what it brings it takes 2 MB of an idle hub. */
async function createHttpServer(tls: TlsFiles | undefined): Promise<Server> {
  // A tool may take minutes, and a body may be large: the client's patience decides, not ours.
  // Headers are short, and whoever holds back theirs is not known yet: without it they never time out.
  const patience = { requestTimeout: 0, headersTimeout: 60_000, keepAliveTimeout: 60_000 };
  const settings = { ...patience, noDelay: true };
  if (!tls) return createServer(settings);
  const https = await import('node:https');
  try {
    return https.createServer({ ...settings, ...tls });
  } catch (cause) {
    const text = `http.tls_cert_file and http.tls_key_file cannot be used: ${messageOf(cause)}`;
    throw new LoomError('invalid-config', text, { cause });
  }
}

/** How this machine calls that host: one that stands for all addresses is none to call. */
function nameOf(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/** Only whoever is known gets to the endpoint. */
function handOn(
  endpoint: McpEndpoint,
  checkCaller: CallerCheck,
  [request, response]: [IncomingMessage, ServerResponse],
): void {
  const pass = (caller: Caller | undefined) => {
    if (caller) void endpoint.handle({ request, response, caller });
  };
  // Mostly it is decided at once.
  const checked = checkCaller(request, response);
  if (checked instanceof Promise) void checked.then(pass);
  else pass(checked);
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
function createGuard(config: Config, listen: ListenAddress, own: string): Guard {
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
    response.setHeader('access-control-expose-headers', exposedHeaders);
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

const exposedHeaders = 'Mcp-Session-Id, MCP-Protocol-Version, WWW-Authenticate, Retry-After';

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
