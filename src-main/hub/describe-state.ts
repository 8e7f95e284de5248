import type { HubState, InstanceView, ServerView } from '../../src-shared/domain/hub-state.ts';
import type { ServerSpec } from '../../src-shared/domain/server.ts';
import type { Core } from './core.ts';
import type { SignIns } from './oauth/sign-ins.ts';
import type { Instance } from './upstreams/instance.ts';
import type { ManagedServer } from './upstreams/managed-server.ts';

/** A server as people see it; the definition's references stay unresolved. */
export function describeServer(
  { core, signIns }: Pick<StateParts, 'core' | 'signIns'>,
  server: ManagedServer,
): ServerView {
  const { id, spec } = server;
  const { calls, errors, lastUsedAt, warning, recent } = core.statsOf(id);
  const surface = core.surfaces.of(server);
  return {
    id,
    title: spec.title,
    transport: spec.transport,
    target: targetOf(spec),
    scope: spec.scope,
    interactive: core.surfaces.isInteractive(server),
    era: server.era.verdict,
    health: server.health(),
    signIn: signIns.view(id, spec),
    instances: [...server.instances.values()].map((instance) =>
      describeInstance(instance, core.idleStopMs(server)),
    ),
    surface: surface && {
      tools: surface.lists.tools.length,
      resources: surface.lists.resources.length,
      templates: surface.lists.resourceTemplates.length,
      prompts: surface.lists.prompts.length,
      fetchedAt: surface.fetchedAt,
    },
    calls,
    errors,
    lastUsedAt,
    latency: recent?.latency(),
    lastHour: recent?.lastHour(Date.now()),
    warning,
  };
}

function describeInstance(instance: Instance, idleMs: number): InstanceView {
  const { key, state, pid, answer, served, callsInFlight, lastUsedAt } = instance;
  const isCounting = idleMs > 0 && instance.isIdle(Date.now(), 0);
  return {
    key,
    state,
    era: answer?.era,
    pid,
    sessions: served.size,
    callsInFlight,
    lastUsedAt,
    stopsAt: isCounting ? lastUsedAt + idleMs : undefined,
  };
}

/** The command line as it could be typed, or the URL. */
function targetOf(spec: ServerSpec): string {
  if (spec.transport !== 'stdio') return spec.url;
  return [spec.command, ...spec.args].map(quote).join(' ');
}

function quote(word: string): string {
  return /^[\w@%+=:,./${}-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

export interface StateParts {
  core: Core;
  signIns: Pick<SignIns, 'view'>;
  version: string;
  host: HubState['host'];
  canRestart: boolean;
  startedAt: number;
  endpoint: HubState['endpoint'];
  files: HubState['files'];
  clients: HubState['clients'];
  problems: HubState['problems'];
}

/** The hub at this moment. */
export function describeState({ core, signIns, ...parts }: StateParts): HubState {
  const known = { core, signIns };
  return {
    ...parts,
    pid: process.pid,
    pausedSince: core.supervisor.pausedSince,
    servers: core.supervisor.servers.map((server) => describeServer(known, server)),
    sessions: core.sessions.views(),
  };
}
