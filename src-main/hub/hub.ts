import { join } from 'node:path';
import type { ProjectFolder } from '../../src-shared/domain/client.ts';
import type { HubState } from '../../src-shared/domain/hub-state.ts';
import { toLoomError } from '../../src-shared/errors.ts';
import type { HubService } from './api/hub-service.ts';
import { memorySurfaceStore, openSurfaceStore, type SurfaceStore } from './catalog/store.ts';
import { Core } from './core.ts';
import { followRegistry } from './follow-registry.ts';
import { createConsoleSessions } from './http/console-session.ts';
import { takeSessions } from './http/kept-sessions.ts';
import type { HubDeps } from './hub-deps.ts';
import { announceHub } from './hub-file.ts';
import type { HubLog } from './log.ts';
import type { SignIns } from './oauth/sign-ins.ts';
import { openActivity } from './open-activity.ts';
import { openAuth } from './open-auth.ts';
import { openClients } from './open-clients.ts';
import { openGround } from './open-ground.ts';
import { openListeners } from './open-listeners.ts';
import { renewWaiting } from './open-secrets.ts';
import { openService } from './open-service.ts';
import { openSignIns } from './open-sign-ins.ts';
import { placeCommand } from './place-command.ts';
import { Scope } from './platform/scope.ts';
import type { Problems } from './problems.ts';
import type { Session } from './sessions/session.ts';
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
  const { paths, version } = deps;
  const startedAt = Date.now();
  const ground = await openGround(deps, scope);
  const { config, registry, secrets, lines, log, problems } = ground;
  const changed = () => ground.changed.emit();

  const credentialsFor: SignIns['credentialsFor'] = (id, spec) => signIns.credentialsFor(id, spec);
  const upstreams = createUpstreams({ ...deps, ...ground, credentialsFor });
  const { given, record } = upstreams;
  const proxy = placeCommand(deps, problems);
  const endpoint: HubState['endpoint'] = { socket: paths.socket, proxy };
  const clients = scope.add(
    openClients({
      deps,
      ...ground,
      ...{ endpoint, record, changed },
      projects: async () => [
        ...core.sessions.all().flatMap(openProject),
        ...(await activity.projects()),
      ],
      tryEntry: (input, signal) => service.presets.tryEntry(input, signal),
    }),
    (open) => open.close(),
  );
  const signIns: SignIns = scope.add(
    openSignIns({
      state: paths.state,
      supervisor: () => core.supervisor,
      ...{ secrets, given, problems, changed },
    }),
    (open) => open.close(),
  );
  const activity = openActivity({ deps, config, scope, secrets: given, problems });
  const core: Core = scope.add(
    new Core({
      version,
      onCall: activity.note,
      config,
      registry: () => registry.current(),
      store: openStore(join(paths.state, 'loom.db'), problems),
      openLink: upstreams.openLink,
      hide: upstreams.hide,
      onLogLine: (line) => lines.emit(line),
      onChange: changed,
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
  const consoleSessions = createConsoleSessions(Date.now, takeSessions(paths.state));
  const parts = { deps, scope, core, access, consoleSessions };
  const service: HubService = await openService({
    ...ground,
    ...parts,
    ...{ upstreams, signIns, activity, clients, endpoint, startedAt },
  });

  const { auth } = access;
  endpoint.http = await openListeners({ ...parts, config, auth, service, log, problems });
  endpoint.asksForToken = auth !== undefined;
  const { socket, http } = endpoint;
  const hubFile = { version, pid: process.pid, socket, http, startedAt };
  scope.add(announceHub(paths.hubFile, hubFile, problems), (file) => file.remove());
  void upstreams.endLeftovers();
  core.applyRegistry();
  clients.start();
  log.info({ socket, http }, 'the hub is running');
  return { service, core, log };
}

function openProject({ project, connectedAt }: Session): ProjectFolder[] {
  return project === undefined ? [] : [{ folder: project, lastUsedAt: connectedAt }];
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
