import { setTimeout as delay } from 'node:timers/promises';
import type { LogLine } from '../../src-shared/contract/logs.ts';
import type { Config } from '../../src-shared/domain/config.ts';
import type { ServerHealth } from '../../src-shared/domain/hub-state.ts';
import { defaultProfile } from '../../src-shared/domain/profile.ts';
import type { Registry } from '../../src-shared/domain/registry.ts';
import type { ServerSpec } from '../../src-shared/domain/server.ts';
import { type Audience, Catalog } from './catalog/catalog.ts';
import type { SurfaceStore } from './catalog/store.ts';
import type { Surface } from './catalog/surface.ts';
import type { View } from './catalog/view.ts';
import type { HubLog } from './log.ts';
import type { Problems } from './problems.ts';
import { definitionKey, instanceKeyChanged } from './registry/definition-key.ts';
import { usesProject } from './registry/references.ts';
import { Router } from './router/router.ts';
import { LegacyFace } from './sessions/legacy-face.ts';
import type { Session } from './sessions/session.ts';
import { Sessions } from './sessions/sessions.ts';
import type { Instance } from './upstreams/instance.ts';
import type { ManagedServer } from './upstreams/managed-server.ts';
import { Supervisor, type SupervisorOptions } from './upstreams/supervisor.ts';

export interface CoreOptions {
  version: string;
  config: Config;
  registry(): Registry;
  store: SurfaceStore;
  openLink: SupervisorOptions['openLink'];
  onLogLine(line: LogLine): void;
  /** Something that people see has changed. */
  onChange(): void;
  problems: Problems;
  log: Pick<HubLog, 'warn'>;
}

/** How often something was asked of a server, for people. */
export interface ServerStats {
  calls: number;
  errors: number;
  lastUsedAt: number | undefined;
  warning: { at: number; text: string } | undefined;
}

/** The part of the hub that moves messages. It opens no file and no listener. */
export interface Core {
  supervisor: Supervisor;
  catalog: Catalog;
  sessions: Sessions;
  router: Router;
  face: LegacyFace;
  statsOf(serverId: string): ServerStats;
  /** What a server's surface is known as to people, whatever the client. */
  surfaceOf(server: ManagedServer): Surface | undefined;
  isInteractive(server: ManagedServer): boolean;
  /** Fetches what the server offers, now. */
  refresh(instance: Instance): Promise<void>;
  /** Takes over what registry.yaml says now. */
  applyRegistry(): void;
  /** Takes no new calls, and gives those that run a moment to end. */
  drain(): Promise<void>;
  draining(): boolean;
  close(): Promise<void>;
}

/** Ties supervisor, catalog, router and sessions together: each knows the others by callbacks only. */
export function createCore(options: CoreOptions): Core {
  const { config, registry, version } = options;
  const stats = new Map<string, ServerStats>();
  const { definitionOf, dependsOnItsProject } = rememberDefinitions();
  let dependsOnProject = false;
  let draining = false;

  function statsOf(serverId: string): ServerStats {
    const known = stats.get(serverId);
    if (known) return known;
    const fresh: ServerStats = { calls: 0, errors: 0, lastUsedAt: undefined, warning: undefined };
    stats.set(serverId, fresh);
    return fresh;
  }

  const isInteractive = ({ spec }: { spec: ServerSpec }) =>
    catalog.isInteractive(definitionOf(spec, undefined));

  /** A server that has an instance per session may offer each client something else. */
  function surfaceKeys(server: ManagedServer, { project, clientKind }: Audience): string[] {
    const definition = definitionOf(server.spec, project);
    return server.scope === 'session' && clientKind !== ''
      ? [`${definition}:${clientKind}`, definition]
      : [definition];
  }

  function keysFor(instance: Instance): string[] {
    const server = supervisor.find(instance.serverId);
    const owner = sessions.find(instance.soleSession ?? '');
    const project = projectOf(instance) ?? owner?.project;
    const clientKind = owner?.clientKind ?? '';
    const definition = definitionOf(instance.spec, project);
    return server ? surfaceKeys(server, { profile: '', project, clientKind }) : [definition];
  }

  const refresh = (instance: Instance) => catalog.refresh(instance, keysFor(instance));

  const supervisor: Supervisor = new Supervisor({
    limits: config.limits,
    version,
    openLink: options.openLink,
    usesProject: dependsOnItsProject,
    mustRestart: instanceKeyChanged,
    isInteractive,
    onLogLine: options.onLogLine,
    traffic: {
      request: (instance, frame) => router.serverRequested(instance, frame),
      notification: (instance, frame) => router.serverNotified(instance, frame),
      ready(instance) {
        router.instanceReady(instance);
        // Its failure is reported by the catalog, and the last surface stays.
        refresh(instance).catch(() => {});
      },
      joined: (instance) => router.sessionJoined(instance),
      due: (serverId) => router.resources.followAgain(serverId),
      renewed(instance) {
        router.instanceRenewed(instance);
        refresh(instance).catch(() => {});
      },
      ended(instance, error) {
        router.instanceEnded(instance);
        if (error) options.log.warn({ server: error.server, code: error.code }, error.message);
      },
      warning(serverId, text) {
        options.log.warn({ server: serverId }, `server "${serverId}" ${text}`);
        statsOf(serverId).warning = { at: Date.now(), text };
        options.onChange();
      },
      changed: options.onChange,
    },
  });

  const catalog: Catalog = new Catalog({
    store: options.store,
    naming: config.naming,
    longestInstructions: config.limits.instructions,
    servers: () =>
      supervisor.servers.map((server) => ({
        id: server.id,
        spec: server.spec,
        surfaceKeys: (audience) => surfaceKeys(server, audience),
      })),
    profile: (name) =>
      Object.hasOwn(registry().profiles, name) ? registry().profiles[name] : undefined,
    audienceKey({ profile, project, clientKind }) {
      const perClient = supervisor.servers.some(({ scope }) => scope === 'session');
      const parts = [profile, dependsOnProject ? project : '', perClient ? clientKind : ''];
      return parts.join('\0');
    },
    onChange(_serverId, kinds) {
      sessions.listsChanged(kinds);
      options.onChange();
    },
    onListed: (serverId) => options.problems.resolve(`catalog:${serverId}`),
    onProblem: (error) => options.problems.report(`catalog:${error.server ?? ''}`, error),
  });

  const views = new WeakMap<Session, { key: string; view: View }>();
  /** Asked on every call, so each session keeps its view until something changes. */
  function viewOf(session: Session): View {
    const key = `${catalog.version} ${session.clientKind}`;
    const kept = views.get(session);
    if (kept?.key === key) return kept.view;
    const view = catalog.view(session);
    views.set(session, { key, view });
    return view;
  }

  const router: Router = new Router({
    listWaitMs: config.limits.list_wait,
    view: viewOf,
    acquire: (serverId, session) => supervisor.server(serverId).acquire(session),
    instances: () => supervisor.servers.flatMap(({ instances }) => [...instances.values()]),
    session: (id) => sessions.find(id),
    refresh,
    refreshSoon: (instance) => catalog.refreshSoon(instance, keysFor(instance)),
    markInteractive: (instance) => markInteractive(instance),
    whyUnlisted: (serverId) => whyUnlisted(supervisor.find(serverId)?.health()),
    called(serverId, outcome) {
      const entry = statsOf(serverId);
      entry.calls += 1;
      if (outcome === 'error') entry.errors += 1;
      entry.lastUsedAt = Date.now();
    },
  });

  function markInteractive(instance: Instance): void {
    const definition = definitionOf(instance.spec, undefined);
    const server = supervisor.find(instance.serverId);
    if (!server || instance.spec.scope !== 'auto') return;
    if (!catalog.isInteractive(definition)) {
      catalog.setInteractive(definition);
      options.onChange();
    }
    separate(server, instance);
  }

  /** Its one session keeps it; one that served several is of no use any more once it is idle. */
  function separate(server: ManagedServer, instance: Instance): void {
    const owner = instance.soleSession;
    if (owner !== undefined) server.bindToSession(instance, owner);
  }

  /** A server that depends on the project has one surface per project; any of them tells its kind. */
  function surfaceForPeople({ spec, instances }: ManagedServer): Surface | undefined {
    const running = [...instances.values()].map(projectOf);
    const projects = [undefined, ...running, ...sessions.all().map(({ project }) => project)];
    return catalog.surface(projects.map((project) => definitionOf(spec, project)));
  }

  const sessions: Sessions = new Sessions({
    view: viewOf,
    hasProfile: (name) => name === defaultProfile || Object.hasOwn(registry().profiles, name),
    onEnd(session) {
      router.sessionEnded(session);
      supervisor.sessionEnded(session.id);
    },
    onChange: options.onChange,
  });

  const face = new LegacyFace({
    version,
    router,
    view: viewOf,
    onInitialized: () => options.onChange(),
  });

  return {
    supervisor,
    catalog,
    sessions,
    router,
    face,
    statsOf,
    surfaceOf: (server) => surfaceForPeople(server),
    isInteractive,
    refresh,
    applyRegistry() {
      dependsOnProject = Object.values(registry().servers).some(dependsOnItsProject);
      supervisor.apply(registry().servers);
      catalog.invalidate();
      sessions.listsChanged();
      router.learn(sessions.all().filter(({ initialized }) => initialized));
    },
    draining: () => draining,
    async drain() {
      draining = true;
      router.stopTaking();
      options.onChange();
      const until = Date.now() + config.limits.drain;
      const busy = () => sessions.all().some(({ calls }) => calls.size > 0);
      while (busy() && Date.now() < until) await delay(20);
    },
    async close() {
      sessions.close();
      await supervisor.close();
      catalog.close();
    },
  };
}

/** Why a server's tools are not known, in a few words. */
function whyUnlisted(health: ServerHealth | undefined): string {
  if (health && 'error' in health) return health.error;
  return health?.phase === 'starting' ? 'it is still starting' : 'it was not listed yet';
}

/** Looking through a definition and hashing it is not for every call. */
function rememberDefinitions(): {
  definitionOf(spec: ServerSpec, project: string | undefined): string;
  dependsOnItsProject(spec: ServerSpec): boolean;
} {
  const known = new WeakMap<ServerSpec, { shared: string; perProject: boolean }>();
  function lookUp(spec: ServerSpec): { shared: string; perProject: boolean } {
    let entry = known.get(spec);
    if (!entry) {
      entry = { shared: definitionKey(spec), perProject: usesProject(spec) };
      known.set(spec, entry);
    }
    return entry;
  }
  return {
    definitionOf(spec, project) {
      const { shared, perProject } = lookUp(spec);
      return perProject && project !== undefined ? definitionKey(spec, project) : shared;
    },
    dependsOnItsProject: (spec) => lookUp(spec).perProject,
  };
}

/** The project an instance was opened for, where its key says so. */
function projectOf({ key }: Instance): string | undefined {
  return key.startsWith('project:') ? key.slice('project:'.length) : undefined;
}
