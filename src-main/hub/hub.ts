import { createServer, type Server as HttpServer } from 'node:http';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { LogLine } from '../../src-shared/contract/logs.ts';
import type { Config } from '../../src-shared/domain/config.ts';
import type { HubState } from '../../src-shared/domain/hub-state.ts';
import { LoomError, toLoomError } from '../../src-shared/errors.ts';
import type { HubFile } from '../../src-shared/paths.ts';
import type { HubService } from './api/hub-service.ts';
import { memorySurfaceStore, openSurfaceStore, type SurfaceStore } from './catalog/store.ts';
import { type Core, createCore } from './core.ts';
import { describeState } from './describe-state.ts';
import { followRegistry } from './follow-registry.ts';
import { type ConsoleSessions, createConsoleSessions } from './http/console-session.ts';
import { listenOnHttp } from './http/http-listener.ts';
import { McpEndpoint, type McpEndpointOptions } from './http/mcp-endpoint.ts';
import type { WebApp, WebCarrier } from './http/web-app.ts';
import type { HubDeps } from './hub-deps.ts';
import { writeHubFile } from './hub-file.ts';
import { createHubService } from './hub-service.ts';
import { listenOnLocalSocket } from './listeners/local-socket.ts';
import { type HubLog, openHubLog } from './log.ts';
import { acquireFileLock } from './platform/file-lock.ts';
import { ensurePrivateDirectory } from './platform/private-directory.ts';
import { Scope } from './platform/scope.ts';
import { unwritable } from './platform/write-atomically.ts';
import { Problems } from './problems.ts';
import { ensureConfig, loadConfig } from './registry/config-file.ts';
import { openRegistry } from './registry/registry-file.ts';
import { Signal } from './signal.ts';
import { ServerLog } from './upstreams/server-log.ts';
import { createUpstreams } from './upstreams.ts';

export interface Hub {
  service: HubService;
  /** Ends what runs, children first, and resolves when nothing is left. */
  close(): Promise<void>;
}

/**
 * Puts the hub together and opens it for clients. No server is started before it is needed.
 *
 * @throws LoomError where it cannot or must not run: another hub runs, config.yaml is broken, a
 * folder belongs to somebody else, an address is taken or unsafe.
 */
export async function createHub(deps: HubDeps): Promise<Hub> {
  const scope = new Scope();
  try {
    const { service, core } = await assemble(deps, scope);
    return {
      service,
      async close() {
        await core.drain();
        await scope.close();
      },
    };
  } catch (error) {
    await scope.close().catch(() => {});
    throw error;
  }
}

async function assemble(deps: HubDeps, scope: Scope): Promise<{ service: HubService; core: Core }> {
  const { paths, version } = deps;
  const startedAt = Date.now();
  const files = {
    registry: deps.flags.registry ?? paths.registry,
    config: deps.flags.config ?? paths.config,
    state: paths.state,
  };
  ensurePrivateDirectory(paths.state);
  // Only the hub that holds this may touch children, cache and socket.
  const lockFile = join(paths.state, 'hub.lock');
  const release = await acquireFileLock(lockFile, 0).catch((cause: unknown) => {
    throw unwritable(lockFile, cause);
  });
  if (!release) throw alreadyRunning(paths.state);
  scope.add(release, (free) => free());
  if (!deps.flags.config) await ensureConfig(files.config);
  const configSources = { path: files.config, env: deps.env, flags: deps.flags };
  const { config } = await loadConfig(configSources);

  const changed = new Signal();
  const lines = new Signal<LogLine>();
  const hubLines = new ServerLog(config.limits.stderr_buffer, (line) => lines.emit(line));
  const log = scope.add(
    openHubLog(join(paths.state, 'logs', 'hub.log'), config.log.level, (line) =>
      hubLines.add(line),
    ),
    (open) => open.close(),
  );
  const problems = new Problems(log, () => changed.emit());

  const registry = scope.add(await openRegistry({ path: files.registry }), (file) => file.close());
  const upstreams = createUpstreams({ ...deps, problems, log });
  const core = scope.add(
    createCore({
      version,
      config,
      registry: () => registry.current(),
      store: openStore(join(paths.state, 'loom.db'), problems),
      openLink: upstreams.openLink,
      onLogLine: (line) => lines.emit(line),
      onChange: () => changed.emit(),
      problems,
      log,
    }),
    (open) => open.close(),
  );
  followRegistry(registry, core, { problems, log });

  const endpoint: HubState['endpoint'] = { socket: paths.socket, proxy: deps.proxyCommand };
  const consoleSessions = createConsoleSessions();
  const service = createHubService({
    core,
    registry,
    state: () =>
      describeState({
        core,
        version,
        host: deps.host,
        startedAt,
        endpoint,
        files,
        problems: problems.all(),
      }),
    onChange: (listener) => changed.on(listener),
    onLine: (listener) => lines.on(listener),
    hubLines: () => hubLines.recent(),
    consoleLink: () => endpoint.http && consoleSessions.newLaunchUrl(endpoint.http),
    reloadConfig: async () => changedKeys(config, (await loadConfig(configSources)).config),
    stop: () => deps.onStopRequested(),
  });

  const listeners = { deps, scope, config, core, service, log, consoleSessions };
  if (config.http.enabled) endpoint.http = await openHttpIfFree(listeners, problems);
  await openSocket(listeners);
  const hubFile = {
    version,
    pid: process.pid,
    socket: paths.socket,
    http: endpoint.http,
    startedAt,
  };
  scope.add(announce(paths.hubFile, hubFile, problems), (file) => file?.remove());
  void upstreams.endLeftovers();
  core.applyRegistry();
  log.info({ socket: paths.socket, http: endpoint.http }, 'the hub is running');
  return { service, core };
}

interface ListenerParts {
  deps: HubDeps;
  scope: Scope;
  config: Config;
  core: Core;
  service: HubService;
  log: HubLog;
  consoleSessions: ConsoleSessions;
}

/** Most clients come over the socket: a port that somebody else has must not keep them out. */
async function openHttpIfFree(
  parts: ListenerParts,
  problems: Problems,
): Promise<string | undefined> {
  try {
    return await openHttp(parts);
  } catch (error) {
    const isTaken = error instanceof LoomError && error.code === 'address-in-use';
    // Who names an address wants that one.
    if (!isTaken || parts.deps.flags.httpAddr !== undefined) throw error;
    problems.report('http', error);
    return undefined;
  }
}

/** Returns the MCP endpoint's URL. */
async function openHttp(parts: ListenerParts): Promise<string> {
  const { scope, config, consoleSessions, deps } = parts;
  const endpoint = scope.add(new McpEndpoint({ config, ...carrierOf(parts.core) }), (open) =>
    open.close(),
  );
  const listener = await listenOnHttp({
    config,
    endpoint,
    webApp: (url) =>
      loadWebApp(parts, {
        kind: 'http',
        resourceUrl: `${url}/mcp`,
        sessions: consoleSessions,
        rendererDir: deps.rendererDir,
      }),
  });
  scope.add(listener, (open) => open.close());
  return `${listener.url}/mcp`;
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

function carrierOf({ sessions, face }: Core): Pick<McpEndpointOptions, 'open' | 'end' | 'take'> {
  return {
    open: (options) => sessions.open(options),
    end: (session) => sessions.end(session),
    take: (session, frame, toRequest) => face.take(session, frame, toRequest),
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

/** Most clients find the hub without it, by its socket's usual place. */
function announce(
  path: string,
  content: HubFile,
  problems: Problems,
): ReturnType<typeof writeHubFile> | undefined {
  try {
    return writeHubFile(path, content);
  } catch (error) {
    problems.report('hub-file', toLoomError(error));
    return undefined;
  }
}

/** A disk that cannot hold the cache costs a fetch after each start, nothing else. */
function openStore(file: string, problems: Problems): SurfaceStore {
  try {
    return openSurfaceStore(file);
  } catch (error) {
    problems.report('catalog:store', toLoomError(error));
    return memorySurfaceStore();
  }
}

function alreadyRunning(state: string): LoomError {
  return new LoomError('hub-already-running', `a hub is already running for ${state}`);
}

/** The top-level keys that differ: all of them take effect at the next start. */
function changedKeys(before: Config, after: Config): string[] {
  return (Object.keys(after) as (keyof Config)[]).filter(
    (key) => !isDeepStrictEqual(before[key], after[key]),
  );
}
