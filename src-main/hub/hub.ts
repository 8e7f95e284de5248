import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { LogLine } from '../../src-shared/contract/logs.ts';
import type { ProjectFolder } from '../../src-shared/domain/client.ts';
import { clientVariables } from '../../src-shared/domain/client-variables.ts';
import type { Config } from '../../src-shared/domain/config.ts';
import type { HubState } from '../../src-shared/domain/hub-state.ts';
import { LoomError, toLoomError } from '../../src-shared/errors.ts';
import type { HubFile } from '../../src-shared/paths.ts';
import type { HubService } from './api/hub-service.ts';
import { createBundles } from './bundles/create-bundles.ts';
import { memorySurfaceStore, openSurfaceStore, type SurfaceStore } from './catalog/store.ts';
import { Core } from './core.ts';
import { describeState } from './describe-state.ts';
import { followRegistry } from './follow-registry.ts';
import { type ConsoleSessions, createConsoleSessions } from './http/console-session.ts';
import { keepSessions, takeSessions } from './http/kept-sessions.ts';
import type { HubDeps } from './hub-deps.ts';
import { writeHubFile } from './hub-file.ts';
import { createHubService } from './hub-service.ts';
import { type HubLog, openHubLog } from './log.ts';
import type { SignIns } from './oauth/sign-ins.ts';
import { openActivity } from './open-activity.ts';
import { openAuth } from './open-auth.ts';
import { type OpenClientsOptions, openClients } from './open-clients.ts';
import { openListeners } from './open-listeners.ts';
import { openSecrets, renewWaiting } from './open-secrets.ts';
import { openSignIns } from './open-sign-ins.ts';
import { openUpkeep } from './open-upkeep.ts';
import { placeCommand } from './place-command.ts';
import { acquireFileLock } from './platform/file-lock.ts';
import { createLoginEnv } from './platform/login-env.ts';
import { ensurePrivateDirectory } from './platform/private-directory.ts';
import { Scope } from './platform/scope.ts';
import { unwritable } from './platform/write-atomically.ts';
import { createPresets } from './presets/create-presets.ts';
import { Problems } from './problems.ts';
import { ensureConfig, loadConfig } from './registry/config-file.ts';
import { openRegistry } from './registry/registry-file.ts';
import { createPlaintext } from './secret-scan/create-plaintext.ts';
import { createSecretsService } from './secrets-service.ts';
import type { Session } from './sessions/session.ts';
import { Signal } from './signal.ts';
import { ServerLog } from './upstreams/server-log.ts';
import { createUpstreams } from './upstreams.ts';

export interface Hub {
  service: HubService;
  log: HubLog;
  /** The machine has slept, and its connections with it. */
  woke(): void;
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
    const { service, core, log } = await assemble(deps, scope);
    return {
      service,
      log,
      woke: () => core.supervisor.woke(),
      async close() {
        await core.drain();
        await scope.close();
      },
    };
  } catch (error) {
    // Why it could not be opened is what to tell, not what then failed to close.
    await scope.close().catch(() => {});
    throw error;
  }
}

async function assemble(
  deps: HubDeps,
  scope: Scope,
): Promise<{ service: HubService; core: Core; log: HubLog }> {
  const { paths, version, host } = deps;
  const startedAt = Date.now();
  await lockState(paths.state, scope);
  const { config, files, keysToRestartFor } = await readSettings(deps);
  const { changed, lines, hubLines, log, problems } = openReporting(paths.state, config, scope);

  const registry = scope.add(await openRegistry({ path: files.registry }), (file) => file.close());
  const secrets = scope.add(openSecrets(deps, config, problems), (open) => open.close());
  await secrets.openIfFile();
  const loginEnv = createLoginEnv({ ...deps, names: clientVariables });
  const credentialsFor: SignIns['credentialsFor'] = (id, spec) => signIns.credentialsFor(id, spec);
  const upstreams = createUpstreams({
    ...deps,
    ...{ loginEnv, secrets, credentialsFor, problems, log },
  });
  const proxy = placeCommand(deps, problems);
  const endpoint: HubState['endpoint'] = { socket: paths.socket, proxy };
  const { record } = upstreams;
  const told = { problems, changed: () => changed.emit(), log };
  // What is opened after them.
  const later: Pick<OpenClientsOptions, 'projects' | 'tryEntry'> = {
    projects: async () => [
      ...core.sessions.all().flatMap(openProject),
      ...(await activity.projects()),
    ],
    tryEntry: (input, signal) => presets.tryEntry(input, signal),
  };
  const clients = scope.add(
    openClients({ deps, config, registry, secrets, endpoint, loginEnv, record, ...told, ...later }),
    (open) => open.close(),
  );
  const signIns: SignIns = scope.add(
    openSignIns({
      state: paths.state,
      ...{ secrets, problems },
      given: upstreams.given,
      supervisor: () => core.supervisor,
      changed: () => changed.emit(),
    }),
    (open) => open.close(),
  );
  const activity = openActivity({ deps, config, scope, secrets: upstreams.given, problems });
  const core = scope.add(
    new Core({
      version,
      onCall: activity.note,
      config,
      registry: () => registry.current(),
      store: openStore(join(paths.state, 'loom.db'), problems),
      openLink: upstreams.openLink,
      hide: upstreams.hide,
      onLogLine: (line) => lines.emit(line),
      onChange: () => changed.emit(),
      onIntroduced: (session) => clients.sightings.introduced(session),
      onSessionEnd: (session) => clients.sightings.ended(session),
      problems,
      log,
    }),
    (open) => open.close(),
  );
  followRegistry(registry, core, { problems, log });
  secrets.opened.on(() => renewWaiting(core.supervisor));

  const access = scope.add(
    openAuth({ config, registry: () => registry.current(), secrets, log, problems }),
    (open) => open.close(),
  );
  const canRestart = deps.onRestartRequested !== undefined;
  const about = { core, signIns, version, host, canRestart, startedAt, endpoint, files };
  const consoleSessions = createConsoleSessions(Date.now, takeSessions(paths.state));
  const vault = {
    ...createSecretsService(secrets, core.supervisor),
    ...createPlaintext({ deps, files, registry, secrets, loginEnv }),
  };
  const state = (): HubState => {
    const seen = clients.statuses(core.sessions.all());
    return describeState({ ...about, clients: seen, problems: problems.all() });
  };
  const { onWritten } = clients;
  const targets = () => clients.service.list({});
  const watched = { changed, problems, hubLines, onWritten, state, targets };
  const kept = { config, files, registry, secrets, given: upstreams.given, access, loginEnv };
  const filling = { deps, registry, secrets, vault, loginEnv, scope };
  const presets = createPresets({ ...filling, config, upstreams });
  const service = createHubService({
    core,
    registry,
    signIns,
    resolveRemote: upstreams.resolveRemote,
    secrets: vault,
    presets,
    bundles: await createBundles({
      ...filling,
      presets,
      onNotice: (notice) => problems.report('bundles:file', notice),
    }),
    access,
    activity: activity.service,
    clients: clients.service,
    upkeep: openUpkeep({ deps, scope, core, ...kept, ...watched }),
    state,
    onChange: (listener) => changed.on(listener),
    onLine: (listener) => lines.on(listener),
    hubLines: () => hubLines.recent(),
    consoleLink: () => endpoint.http && consoleSessions.newLaunchUrl(endpoint.http),
    reloadConfig: keysToRestartFor,
    stop: () => deps.onStopRequested(),
    restart:
      deps.onRestartRequested &&
      (() => {
        leaveSessions(paths.state, consoleSessions, log);
        deps.onRestartRequested?.();
      }),
  });

  const { auth } = access;
  const parts = { deps, scope, config, core, auth, service, log, problems, consoleSessions };
  endpoint.http = await openListeners(parts);
  endpoint.asksForToken = auth !== undefined;
  const { socket, http } = endpoint;
  const hubFile = { version, pid: process.pid, socket, http, startedAt };
  scope.add(announce(paths.hubFile, hubFile, problems), (file) => file?.remove());
  void upstreams.endLeftovers();
  core.applyRegistry();
  clients.start();
  log.info({ socket, http }, 'the hub is running');
  return { service, core, log };
}

function openProject({ project, connectedAt }: Session): ProjectFolder[] {
  return project === undefined ? [] : [{ folder: project, lastUsedAt: connectedAt }];
}

/** Where they cannot be left, whoever has the console open has to let themselves in again. */
function leaveSessions(state: string, sessions: ConsoleSessions, log: HubLog): void {
  try {
    keepSessions(state, sessions.hashes());
  } catch (error) {
    log.warn({ code: toLoomError(error).code }, 'the sessions of the console end with this hub');
  }
}

/** Only the hub that holds this may touch children, cache and socket. */
async function lockState(state: string, scope: Scope): Promise<void> {
  ensurePrivateDirectory(state);
  const lockFile = join(state, 'hub.lock');
  const release = await acquireFileLock(lockFile, 0).catch((cause: unknown) => {
    throw unwritable(lockFile, cause);
  });
  if (!release) {
    throw new LoomError('hub-already-running', `a hub is already running for ${state}`);
  }
  scope.add(release, (free) => free());
}

interface Settings {
  config: Config;
  files: HubState['files'];
  /** Reads config.yaml again: its top-level keys that differ; all take effect at the next start. */
  keysToRestartFor(): Promise<string[]>;
}

async function readSettings({ paths, flags, env }: HubDeps): Promise<Settings> {
  const files = {
    registry: flags.registry ?? paths.registry,
    config: flags.config ?? paths.config,
    state: paths.state,
  };
  if (!flags.config) await ensureConfig(files.config);
  const sources = { path: files.config, env, flags };
  const { config } = await loadConfig(sources);
  return {
    config,
    files,
    keysToRestartFor: async () => changedKeys(config, (await loadConfig(sources)).config),
  };
}

function changedKeys(before: Config, after: Config): string[] {
  return (Object.keys(after) as (keyof Config)[]).filter(
    (key) => !isDeepStrictEqual(before[key], after[key]),
  );
}

interface Reporting {
  /** Something that people see has changed. */
  changed: Signal;
  /** What servers and hub write, line by line. */
  lines: Signal<LogLine>;
  /** The hub's own last lines. */
  hubLines: ServerLog;
  log: HubLog;
  problems: Problems;
}

function openReporting(state: string, config: Config, scope: Scope): Reporting {
  const changed = new Signal();
  const lines = new Signal<LogLine>();
  const hubLines = new ServerLog(config.limits.stderr_buffer, (line) => lines.emit(line));
  const logFile = join(state, 'logs', 'hub.log');
  const log = scope.add(
    openHubLog(logFile, config.log.level, (line) => hubLines.add(line)),
    (open) => open.close(),
  );
  const problems = new Problems(log, () => changed.emit());
  return { changed, lines, hubLines, log, problems };
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
