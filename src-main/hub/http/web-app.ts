/**
 * Everything the hub answers over HTTP besides `/mcp`: health, OAuth metadata, the API and the
 * console's files. Loaded when first needed, since Hono and oRPC take their time to import.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { isLoopback, parseAddress } from '../../../src-shared/domain/address.ts';
import type { Config } from '../../../src-shared/domain/config.ts';
import type { ApiContext } from '../api/hub-service.ts';
import { serveRequests } from '../api/serve-requests.ts';
import type { ConsoleSessions } from './console-session.ts';
import { checkHost, checkOrigin, type ListenAddress } from './guards.ts';
import { healthOf } from './health.ts';
import { refuse } from './refusal.ts';
import { staticFile } from './static-files.ts';

/** `http` is the TCP listener: guarded. `socket` is the user's own socket: no credential needed. */
export type WebCarrier =
  | {
      kind: 'http';
      /** The MCP endpoint as clients write it, such as `http://127.0.0.1:8088/mcp`. */
      resourceUrl: string;
      sessions: ConsoleSessions;
      /** The folder of the built console. */
      rendererDir: string;
    }
  | { kind: 'socket' };

export interface WebAppDeps extends ApiContext {
  config: Config;
  carrier: WebCarrier;
}

export type WebApp = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A handler for `node:http` that answers every request, with JSON that says why where it refuses. */
export function createWebApp(deps: WebAppDeps): WebApp {
  const app = new Hono();
  const { carrier, config } = deps;
  app.use(async (c, next) => {
    await next();
    secure(c);
  });
  const isLocal = carrier.kind === 'socket' || isLoopback(hostOf(config));
  app.get('/health', () => healthOf(deps.service, { isLocal }));
  if (carrier.kind === 'http') addConsole(app, carrier, config);
  app.use(
    '/api/*',
    bodyLimit({ maxSize: config.limits.max_message, onError: () => tooLarge(config) }),
  );
  const api = serveRequests(deps);
  app.all('/api/*', async (c) => (await api(c.req.raw)) ?? notFound(c));
  if (carrier.kind === 'http') app.get('*', (c) => consoleFile(c, carrier.rendererDir));
  app.notFound(notFound);
  app.onError((error) => {
    deps.log.error({ err: error }, 'an HTTP request failed unexpectedly');
    return refuse({ status: 500, code: 'internal', message: error.message });
  });
  return getRequestListener(app.fetch, { overrideGlobalObjects: false });
}

/** Where the TCP listener listens; empty where that cannot be told. */
function hostOf(config: Config): string {
  return parseAddress(config.http.address)?.host ?? '';
}

type HttpCarrier = Extract<WebCarrier, { kind: 'http' }>;

/** What only the TCP listener has: the guards, the OAuth metadata, the way into the console. */
function addConsole(app: Hono, carrier: HttpCarrier, config: Config): void {
  const own = new URL(carrier.resourceUrl);
  const cookie = `loom-console-${own.port || 'default'}`;
  const port = Number(own.port || (own.protocol === 'https:' ? 443 : 80));
  // A hub that listens everywhere is called by any of its addresses.
  const host = hostOf(config) || own.hostname;
  const listen = { host, port, isEncrypted: own.protocol === 'https:' };

  app.use(async (c, next) => guard(c, listen, config.http.allowed_origins) ?? (await next()));

  for (const path of metadataPaths) {
    app.options(path, preflight);
    app.get(path, (c) => shared(c, resourceMetadata(c, config)));
  }

  app.get('/launch', (c) => {
    const token = carrier.sessions.redeem(c.req.query('code') ?? '');
    if (!token) return c.redirect('/?link=expired', 303);
    const secure = own.protocol === 'https:';
    setCookie(c, cookie, token, { httpOnly: true, sameSite: 'Strict', path: '/', secure });
    return c.redirect('/', 303);
  });

  app.use('/api/*', async (c, next) => {
    const foreign = foreignPage(c, own.protocol);
    if (foreign) return foreign;
    if (carrier.sessions.has(getCookie(c, cookie) ?? '')) return next();
    const message = 'This browser has no session with the hub, or the hub was started anew.';
    return refuse({ status: 401, code: 'no-console-session', message });
  });
}

function guard(
  c: Context,
  listen: ListenAddress,
  allowedOrigins: readonly string[],
): Response | undefined {
  const hostHeader = c.req.header('host');
  const host = checkHost(hostHeader, listen);
  if (!host.ok) {
    const message = `Host ${JSON.stringify(hostHeader ?? '')} is not this hub's (${host.reason}).`;
    return refuse({ status: 421, code: 'host-refused', message });
  }
  const originHeader = c.req.header('origin');
  const origin = checkOrigin(originHeader, [...allowedOrigins, new URL(c.req.url).origin]);
  if (origin.ok) return undefined;
  const message = `Origin ${JSON.stringify(originHeader)} may not call this hub (${origin.reason}).`;
  return refuse({ status: 403, code: 'origin-refused', message });
}

/** The API is for our own pages alone, whatever `allowed_origins` grants MCP clients. */
function foreignPage(c: Context, protocol: string): Response | undefined {
  const site = c.req.header('sec-fetch-site') ?? 'none';
  const own = `${protocol}//${c.req.header('host')}`;
  const sameSite = site === 'none' || site === 'same-origin';
  if (sameSite && checkOrigin(c.req.header('origin'), [own]).ok) return undefined;
  return refuse({
    status: 403,
    code: 'origin-refused',
    message: 'Only the console that this hub serves may call its API.',
    remedy: 'Open the link that `loom console` prints.',
  });
}

/** RFC 9728 section 3.1: for the origin, and for the path of the resource. */
const metadataPaths = [
  '/.well-known/oauth-protected-resource',
  '/.well-known/oauth-protected-resource/mcp',
];

/** Clients in web pages read it before they call; their origin was checked before. */
function shared(c: Context, answer: Response): Response {
  const origin = c.req.header('origin');
  if (origin === undefined) return answer;
  answer.headers.set('access-control-allow-origin', origin);
  answer.headers.set('vary', 'Origin');
  return answer;
}

/** They say their revision, which is a header that browsers ask about first. */
function preflight(c: Context): Response {
  const headers = {
    'access-control-allow-methods': 'GET',
    'access-control-allow-headers': 'MCP-Protocol-Version, Authorization',
    'access-control-max-age': '600',
  };
  return shared(c, new Response(null, { status: 204, headers }));
}

/**
 * RFC 9728: which authorization server issues tokens for this hub. Clients compare `resource` with the
 * URL that they were given (section 3.3), so it is under the name by which they call.
 */
function resourceMetadata(c: Context, config: Config): Response {
  const { issuer } = config.http.auth;
  if (issuer) {
    return c.json({
      resource: new URL('/mcp', c.req.url).href,
      authorization_servers: [issuer],
      bearer_methods_supported: ['header'],
    });
  }
  return refuse({
    status: 404,
    code: 'not-found',
    message: 'No authorization server is configured.',
    remedy: 'Set http.auth.issuer in config.yaml, or start with --auth-issuer.',
  });
}

/** A file of the console; a page's address that is not a file gets the console itself. */
async function consoleFile(c: Context, rendererDir: string): Promise<Response> {
  try {
    const file = await staticFile(rendererDir, c.req.path);
    if (file) return file;
    const wantsPage = c.req.header('accept')?.includes('text/html');
    return (wantsPage && (await staticFile(rendererDir, '/'))) || notFound(c);
  } catch (error) {
    return refuse({
      status: 503,
      code: 'file-unreadable',
      message: `The console's files cannot be read: ${(error as Error).message}`,
      remedy: 'Build them with `npm run build`; the command line works without.',
    });
  }
}

function notFound(c: Context): Response {
  return refuse({
    status: 404,
    code: 'not-found',
    message: `There is no ${c.req.method} ${c.req.path} here.`,
    remedy: 'MCP is at /mcp, the console at /, the state at /health.',
  });
}

function tooLarge(config: Config): Response {
  const message = `The request is larger than limits.max_message (${config.limits.max_message} bytes).`;
  return refuse({ status: 413, code: 'message-too-large', message });
}

/** Nothing of ours is framed, sniffed, cached by default or named in a Referer. */
function secure(c: Context): void {
  c.res.headers.set('x-content-type-options', 'nosniff');
  c.res.headers.set('x-frame-options', 'DENY');
  c.res.headers.set('referrer-policy', 'no-referrer');
  c.res.headers.set('cross-origin-opener-policy', 'same-origin');
  c.res.headers.set('cross-origin-resource-policy', 'same-origin');
  if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store');
}
