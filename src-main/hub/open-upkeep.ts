import type { TargetView } from '../../src-shared/domain/client.ts';
import type { Config } from '../../src-shared/domain/config.ts';
import type { HubState } from '../../src-shared/domain/hub-state.ts';
import type { HubService } from './api/hub-service.ts';
import type { ViewServer } from './catalog/view.ts';
import { clients } from './clients/index.ts';
import { clientOf } from './clients/sightings/client-of.ts';
import type { Core } from './core.ts';
import { createDoctor } from './doctor/create-doctor.ts';
import type { HubDeps } from './hub-deps.ts';
import type { OpenAuth } from './open-auth.ts';
import type { OpenClients } from './open-clients.ts';
import type { LoginEnv } from './platform/login-env.ts';
import type { Scope } from './platform/scope.ts';
import type { Problems } from './problems.ts';
import { createProcesses, type Running } from './processes/measure-processes.ts';
import { createProfiles } from './profiles/create-profiles.ts';
import { noteActions } from './recent/note-actions.ts';
import { noteWrite } from './recent/note-write.ts';
import { RecentChanges } from './recent/recent-changes.ts';
import type { RegistryFile } from './registry/registry-file.ts';
import type { Session } from './sessions/session.ts';
import { createSettings } from './settings/create-settings.ts';
import type { Signal } from './signal.ts';
import type { ServerLog } from './upstreams/server-log.ts';
import type { GivenSecrets } from './vault/hide-secrets.ts';
import type { Secrets } from './vault/secrets.ts';

export interface UpkeepOptions {
  deps: HubDeps;
  scope: Scope;
  config: Config;
  files: HubState['files'];
  core: Core;
  registry: RegistryFile;
  secrets: Secrets;
  given: Pick<GivenSecrets, 'all'>;
  access: Pick<OpenAuth, 'tokens'>;
  loginEnv(): Promise<LoginEnv>;
  changed: Signal;
  problems: Problems;
  hubLines: ServerLog;
  onWritten: OpenClients['onWritten'];
  /** What stands in clients' files. */
  targets(): Promise<TargetView[]>;
  state(): HubState;
}

export interface Upkeep
  extends Pick<HubService, 'profiles' | 'settings' | 'doctor' | 'processes' | 'recent'> {
  /** Notes among the recent changes what is done to secrets and tokens. */
  noted(actions: Parameters<typeof noteActions>[0]): ReturnType<typeof noteActions>;
}

/** What people look after: profiles, settings, the doctor, what runs, and what changed lately. */
export function openUpkeep(options: UpkeepOptions): Upkeep {
  const { deps, config, core, registry, access, files, state } = options;
  const { paths, platform, env, home, shell, flags } = deps;
  const settings = createSettings({ from: { path: files.config, env, flags }, config });
  const recent = openRecent(options);
  return {
    settings,
    profiles: createProfiles({
      registry,
      tools: () => ({ servers: serversOf(core), naming: config.naming }),
      clientLimits,
      clientsWith: (profile) => clientsWith(profile, options),
      tokens: () => access.tokens.list(),
    }),
    doctor: createDoctor({
      input: { paths, platform, env, home, shell, flags, loginPath: options.loginEnv },
      state,
      targets: options.targets,
      tryAgain: (serverId) => core.supervisor.renew(serverId),
      diagnostics: {
        registry: () => registry.current(),
        settings,
        hubLines: () => options.hubLines.recent(),
        serverLines: (id) =>
          core.supervisor
            .find(id)
            ?.log.recent()
            .map(({ text }) => text) ?? [],
        vaultSecrets: () => allSecrets(options.secrets),
        givenSecrets: () => options.given.all,
      },
    }),
    processes: createProcesses(() => running(core)),
    recent: () => recent.list(),
    noted: (actions) => noteActions(actions, recent, () => options.changed.emit()),
  };
}

function serversOf(core: Core): ViewServer[] {
  return core.supervisor.servers.map((server) => {
    const { id, spec } = server;
    return { id, spec, surface: core.surfaces.of(server) };
  });
}

function openRecent(options: UpkeepOptions): RecentChanges {
  const { scope, core, registry, changed, problems, onWritten } = options;
  const recent = new RecentChanges(() => ({
    servers: core.supervisor.servers.map((server) => ({ id: server.id, health: server.health() })),
    clients: peoplesSessions(core).map(nameOf),
    problems: problems.all(),
  }));
  scope.add(recent, (open) => open.close());
  changed.on(() => recent.changed());
  registry.onChange((diff) => recent.registryChanged(diff));
  scope.add(
    onWritten((written) => noteWrite(written, recent)),
    (stop) => stop(),
  );
  return recent;
}

function clientLimits(): ReturnType<Parameters<typeof createProfiles>[0]['clientLimits']> {
  return clients.flatMap(({ id, label, limits }) =>
    limits ? [{ client: id, label, ...limits }] : [],
  );
}

function clientsWith(profile: string, { core, state }: UpkeepOptions): string[] {
  const synced = state().clients.filter(({ targets }) =>
    targets.some((target) => (target.profile ?? 'default') === profile),
  );
  const connected = peoplesSessions(core).filter((session) => session.profile === profile);
  return [...new Set([...synced.map(({ label }) => label), ...connected.map(nameOf)])];
}

/** Those that are not the hub's own. */
function peoplesSessions(core: Core): Session[] {
  return core.sessions.all().filter(({ isHubs }) => !isHubs);
}

/** What people call the client behind a session. */
function nameOf(session: Session): string {
  const id = clientOf(session, clients);
  return clients.find((client) => client.id === id)?.label ?? session.clientName;
}

function running(core: Core): Running {
  const sessions = peoplesSessions(core);
  const byClient = new Map(sessions.map((session) => [session.options.client ?? session, session]));
  const used = core.supervisor.servers.filter(
    ({ id, spec, instances }) =>
      spec.transport === 'stdio' &&
      spec.enabled &&
      (instances.size > 0 || core.statsOf(id).calls > 0),
  );
  return {
    children: core.supervisor.servers.flatMap(({ id, instances }) =>
      [...instances.values()].flatMap(({ pid }) =>
        pid === undefined ? [] : [{ server: id, pid }],
      ),
    ),
    clients: [...byClient.values()].map((session) => ({
      servers: used
        .map(({ id }) => id)
        .filter((id) => core.viewOf(session, session.era ?? 'legacy').serves(id)),
      proxy: session.options.carrier === 'socket' ? session.options.pid : undefined,
    })),
  };
}

async function allSecrets(secrets: Secrets): Promise<string[]> {
  const names = (await secrets.list([])).map(({ name }) => name);
  const values = await Promise.all(names.map((name) => secrets.get(name)));
  return values.filter((value) => value !== undefined);
}
