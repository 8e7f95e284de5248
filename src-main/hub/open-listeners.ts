import { createServer, type Server as HttpServer } from 'node:http';
import { dirname } from 'node:path';
import { isLoopback, parseAddress } from '../../src-shared/domain/address.ts';
import type { Config } from '../../src-shared/domain/config.ts';
import { LoomError } from '../../src-shared/errors.ts';
import type { HubService } from './api/hub-service.ts';
import type { Auth } from './auth/auth.ts';
import type { Core } from './core.ts';
import type { ConsoleSessions } from './http/console-session.ts';
import { listenOnHttp } from './http/http-listener.ts';
import { McpEndpoint, type McpEndpointOptions } from './http/mcp-endpoint.ts';
import { readTlsFiles } from './http/tls-files.ts';
import type { WebApp, WebCarrier } from './http/web-app.ts';
import type { HubDeps } from './hub-deps.ts';
import { listenOnLocalSocket } from './listeners/local-socket.ts';
import type { HubLog } from './log.ts';
import type { Scope } from './platform/scope.ts';
import type { Problems } from './problems.ts';

export interface ListenerParts {
  deps: HubDeps;
  scope: Scope;
  config: Config;
  core: Core;
  /** Who may call over HTTP; everybody where undefined. */
  auth: Auth | undefined;
  service: HubService;
  log: HubLog;
  problems: Problems;
  consoleSessions: ConsoleSessions;
}

/**
 * Opens all ways in: HTTP where config.yaml wants it, and the local socket. The scope closes them.
 *
 * @returns the MCP endpoint's URL, where there is one.
 * @throws LoomError as `listenOnHttp` and `listenOnLocalSocket` do.
 */
export async function openListeners(parts: ListenerParts): Promise<string | undefined> {
  const url = parts.config.http.enabled ? await openHttpIfFree(parts) : undefined;
  await openSocket(parts);
  return url;
}

/** Most clients come over the socket: a port that somebody else has must not keep them out. */
async function openHttpIfFree(parts: ListenerParts): Promise<string | undefined> {
  try {
    return await openHttp(parts);
  } catch (error) {
    const isTaken = error instanceof LoomError && error.code === 'address-in-use';
    // Who names an address wants that one.
    if (!isTaken || parts.deps.flags.httpAddr !== undefined) throw error;
    parts.problems.report('http', error);
    return undefined;
  }
}

/** Returns the MCP endpoint's URL. */
async function openHttp(parts: ListenerParts): Promise<string> {
  const { scope, config, core, auth, consoleSessions, deps } = parts;
  const tls = await readTlsFiles(config.http, dirname(deps.flags.config ?? deps.paths.config));
  const toolText: McpEndpointOptions['toolText'] = (session, name) =>
    core.viewOf(session, 'modern').toolText(name);
  const endpoint = scope.add(new McpEndpoint({ config, ...carrierOf(core), toolText }), (open) =>
    open.close(),
  );
  const listener = await listenOnHttp({
    config,
    endpoint,
    auth,
    tls,
    webApp: (url) =>
      loadWebApp(parts, {
        kind: 'http',
        resourceUrl: `${url}/mcp`,
        sessions: consoleSessions,
        rendererDir: deps.rendererDir,
      }),
  });
  scope.add(listener, (open) => open.close());
  if (auth)
    scope.add(
      auth.onEnded((principal) => endpoint.endCaller(principal)),
      (off) => off(),
    );
  if (!tls) warnOfPlainText(parts);
  return `${listener.url}/mcp`;
}

/** Whoever listens on the way could take the tokens. */
function warnOfPlainText({ config, problems }: ListenerParts): void {
  const { address } = config.http;
  if (isLoopback(parseAddress(address)?.host ?? '')) return;
  const text = `http.address ${address} can be reached from other machines, and tokens and answers travel there in plain text`;
  const remedy = 'Set http.tls_cert_file and http.tls_key_file, or listen on 127.0.0.1.';
  problems.report('http:tls', new LoomError('unsafe-listener', text, { remedy }));
}

async function openSocket(parts: ListenerParts): Promise<void> {
  const { scope, config, deps } = parts;
  let http: Promise<HttpServer> | undefined;
  const listener = await listenOnLocalSocket({
    path: deps.paths.socket,
    platform: deps.platform,
    version: deps.version,
    maxMessage: config.limits.max_message,
    ...carrierOf(parts.core),
    http() {
      http ??= loadWebApp(parts, { kind: 'socket' }).then((app) =>
        createServer((request, response) => void app(request, response)),
      );
      return http;
    },
  });
  scope.add(listener, (open) => open.close());
}

function carrierOf(core: Core): Pick<McpEndpointOptions, 'open' | 'end' | 'take'> {
  return {
    open: (options) => core.sessions.open(options),
    end: (session) => core.sessions.end(session),
    take: (session, frame, toRequest) => core.take(session, frame, toRequest),
  };
}

/** Hono and oRPC take their time to import; a hub that only relays never needs them. */
async function loadWebApp(
  { service, log, config }: ListenerParts,
  carrier: WebCarrier,
): Promise<WebApp> {
  const { createWebApp } = await import('./http/web-app.ts');
  return createWebApp({ service, log, config, carrier });
}
