import type { HubState } from '../../src-shared/domain/hub-state.ts';
import { toLoomError } from '../../src-shared/errors.ts';
import type { Activity } from './activity/activity.ts';
import type { HubService } from './api/hub-service.ts';
import { createBundles } from './bundles/create-bundles.ts';
import type { Core } from './core.ts';
import { describeState } from './describe-state.ts';
import type { ConsoleSessions } from './http/console-session.ts';
import { keepSessions } from './http/kept-sessions.ts';
import type { HubDeps } from './hub-deps.ts';
import { createHubService } from './hub-service.ts';
import type { SignIns } from './oauth/sign-ins.ts';
import type { OpenAuth } from './open-auth.ts';
import type { OpenClients } from './open-clients.ts';
import type { Ground } from './open-ground.ts';
import { openUpkeep } from './open-upkeep.ts';
import type { Scope } from './platform/scope.ts';
import { createPresets } from './presets/create-presets.ts';
import { createPlaintext } from './secret-scan/create-plaintext.ts';
import { createSecretsService } from './secrets-service.ts';
import type { Upstreams } from './upstreams.ts';

export interface ServiceParts extends Ground {
  deps: HubDeps;
  scope: Scope;
  core: Core;
  upstreams: Upstreams;
  signIns: SignIns;
  activity: Activity;
  clients: OpenClients;
  access: OpenAuth;
  consoleSessions: ConsoleSessions;
  /** Where the hub is reached; more is known of it once it listens. */
  endpoint: HubState['endpoint'];
  /** Milliseconds since the epoch. */
  startedAt: number;
}

/** All that console and CLI can see and do. What it opens the scope closes. */
export async function openService(parts: ServiceParts): Promise<HubService> {
  const { deps, core, upstreams, clients, access, consoleSessions, endpoint } = parts;
  const { registry, signIns, changed, lines, hubLines, problems } = parts;
  const state = () => stateOf(parts);
  const vault = {
    ...createSecretsService(parts.secrets, core.supervisor),
    ...createPlaintext(parts),
  };
  const presets = createPresets({ ...parts, vault });
  const bundles = await createBundles({
    ...parts,
    vault,
    presets,
    onNotice: (notice) => problems.report('bundles:file', notice),
  });
  const upkeep = openUpkeep({
    ...parts,
    given: upstreams.given,
    onWritten: clients.onWritten,
    targets: () => clients.service.list({}),
    state,
  });
  return createHubService({
    core,
    registry,
    signIns,
    resolveRemote: upstreams.resolveRemote,
    secrets: vault,
    presets,
    bundles,
    access,
    activity: parts.activity.service,
    clients: clients.service,
    upkeep,
    state,
    onChange: (listener) => changed.on(listener),
    onLine: (listener) => lines.on(listener),
    hubLines: () => hubLines.recent(),
    consoleLink: () => endpoint.http && consoleSessions.newLaunchUrl(endpoint.http),
    reloadConfig: parts.keysToRestartFor,
    stop: () => deps.onStopRequested(),
    restart:
      deps.onRestartRequested &&
      (() => {
        leaveSessions(parts);
        deps.onRestartRequested?.();
      }),
  });
}

function stateOf({ deps, core, signIns, clients, problems, ...parts }: ServiceParts): HubState {
  const { startedAt, endpoint, files } = parts;
  return describeState({
    core,
    signIns,
    version: deps.version,
    host: deps.host,
    canRestart: deps.onRestartRequested !== undefined,
    startedAt,
    endpoint,
    files,
    clients: clients.statuses(core.sessions.all()),
    problems: problems.all(),
  });
}

/** Where they cannot be left, whoever has the console open has to let themselves in again. */
function leaveSessions({ deps, consoleSessions, log }: ServiceParts): void {
  try {
    keepSessions(deps.paths.state, consoleSessions.hashes());
  } catch (error) {
    log.warn({ code: toLoomError(error).code }, 'the sessions of the console end with this hub');
  }
}
