import { setTimeout as delay } from 'node:timers/promises';
import type { LogLine } from '../../src-shared/contract/logs.ts';
import type { Config } from '../../src-shared/domain/config.ts';
import type { Era } from '../../src-shared/domain/era.ts';
import { hasProfile, type Registry } from '../../src-shared/domain/registry.ts';
import type { Frame, RequestFrame } from '../../src-shared/wire/frame.ts';
import type { NoteCall } from './activity/recorder.ts';
import { guardedStore } from './catalog/guarded-store.ts';
import type { SurfaceStore } from './catalog/store.ts';
import { Verdicts } from './catalog/verdicts.ts';
import type { View } from './catalog/view.ts';
import type { HubLog } from './log.ts';
import type { Problems } from './problems.ts';
import { instanceKeyChanged } from './registry/definition-key.ts';
import { Router } from './router/router.ts';
import { AllServerStats, type ServerStats } from './server-stats.ts';
import { FrontDoor } from './sessions/front-door.ts';
import type { ClientRequest, Session } from './sessions/session.ts';
import { Sessions } from './sessions/sessions.ts';
import { SurfaceKeys } from './surface-keys.ts';
import { Surfaces } from './surfaces.ts';
import type { Instance } from './upstreams/instance.ts';
import type { ManagedServer } from './upstreams/managed-server.ts';
import { whyUnlisted } from './upstreams/server-health.ts';
import { Supervisor, type SupervisorOptions } from './upstreams/supervisor.ts';
import type { SupervisorTraffic } from './upstreams/supervisor-traffic.ts';
import { idleStopMs } from './upstreams/sweep-servers.ts';

export interface CoreOptions {
  version: string;
  config: Config;
  registry(): Registry;
  store: SurfaceStore;
  openLink: SupervisorOptions['openLink'];
  hide?: SupervisorOptions['hide'];
  onLogLine(line: LogLine): void;
  /** A call to a server has ended. */
  onCall?: NoteCall | undefined;
  /** Something that people see has changed. */
  onChange(): void;
  /** A client has said who it is, or something new of itself. */
  onIntroduced?(session: Session): void;
  onSessionEnd?(session: Session): void;
  problems: Problems;
  log: Pick<HubLog, 'warn'>;
}

/**
 * The part of the hub that moves messages; it opens no file and no listener. It ties supervisor,
 * surfaces, router and sessions together: each knows the others by callbacks only.
 */
export class Core {
  readonly supervisor: Supervisor;
  readonly surfaces: Surfaces;
  readonly sessions: Sessions;
  readonly router: Router;
  readonly #door: FrontDoor;
  readonly #options: CoreOptions;
  readonly #keys = new SurfaceKeys();
  readonly #stats = new AllServerStats();
  readonly #store: SurfaceStore;
  /** What every client is told of the hub. */
  readonly #serverInfo: object;
  #draining = false;

  constructor(options: CoreOptions) {
    this.#options = options;
    const { problems } = options;
    this.#store = guardedStore(options.store, (error) => problems.report('catalog:', error));
    this.#serverInfo = { name: 'loom', title: 'Loom', version: options.version };
    this.supervisor = this.#createSupervisor();
    this.surfaces = this.#createSurfaces();
    this.sessions = this.#createSessions();
    this.router = this.#createRouter();
    this.#door = new FrontDoor({
      serverInfo: this.#serverInfo,
      router: this.router,
      view: (session, era) => this.viewOf(session, era),
      onIntroduced: (session) => {
        options.onIntroduced?.(session);
        options.onChange();
      },
      onFailure: (error) => options.log.warn({ code: error.code }, error.message),
    });
  }

  /** The front door: takes one message of a client's; requests come with the way their answer goes. */
  take(session: Session, frame: Frame, toRequest: (frame: RequestFrame) => ClientRequest): void {
    this.#door.take(session, frame, toRequest);
  }

  /** What a session sees in requests of an era. */
  viewOf(session: Session, era: Era): View {
    return this.surfaces.views.of(session, era);
  }

  get draining(): boolean {
    return this.#draining;
  }

  statsOf(serverId: string): ServerStats {
    return this.#stats.of(serverId);
  }

  /** How long an instance may do nothing before it is stopped; 0 where it never is. */
  idleStopMs({ spec }: Pick<ManagedServer, 'spec'>): number {
    return idleStopMs(spec, this.#options.config.limits.idle_stop);
  }

  /** Takes over what registry.yaml says now. */
  applyRegistry(): void {
    this.supervisor.apply(this.#options.registry().servers);
    this.surfaces.catalog.invalidate();
    this.sessions.listsChanged();
    this.router.learn(this.sessions.all().filter(({ era }) => era !== undefined));
  }

  /** Takes no new calls, and gives those that run a moment to end. */
  async drain(): Promise<void> {
    this.#draining = true;
    this.router.stopTaking();
    this.#options.onChange();
    const until = Date.now() + this.#options.config.limits.drain;
    const busy = () => this.sessions.all().some(({ callsInFlight }) => callsInFlight > 0);
    while (busy() && Date.now() < until) await delay(20);
  }

  async close(): Promise<void> {
    this.sessions.close();
    await this.supervisor.close();
    this.surfaces.catalog.close();
  }

  #createSupervisor(): Supervisor {
    const { config, version, openLink, hide, onLogLine } = this.#options;
    return new Supervisor({
      limits: config.limits,
      version,
      openLink,
      ...(hide && { hide }),
      usesProject: (spec) => this.#keys.usesProject(spec),
      mustRestart: instanceKeyChanged,
      isInteractive: (server) => this.surfaces.isInteractive(server),
      eras: new Verdicts({
        store: this.#store,
        key: (spec) => this.#keys.ofDefinition(spec),
        // Views that were made before may show what belongs to the other era.
        onChange: () => this.surfaces.catalog.invalidate(),
      }),
      onLogLine,
      traffic: this.#traffic(),
    });
  }

  #traffic(): SupervisorTraffic {
    const { log, onChange } = this.#options;
    return {
      request: (instance, frame, about) => this.router.serverRequested(instance, frame, about),
      notification: (instance, frame, about) => this.router.serverNotified(instance, frame, about),
      ready: (instance) => {
        this.router.instanceReady(instance);
        // Its failure is reported by the catalog, and the last surface stays.
        this.surfaces.refresh(instance).catch(() => {});
      },
      joined: (instance) => this.router.sessionJoined(instance),
      due: (serverId) => this.router.followAgain(serverId),
      renewed: (instance) => {
        this.router.instanceRenewed(instance);
        this.surfaces.refresh(instance).catch(() => {});
      },
      ended: (instance, error) => this.router.instanceEnded(instance, error),
      failed: (error) => log.warn({ server: error.server, code: error.code }, error.message),
      warning: (serverId, text) => {
        log.warn({ server: serverId }, `server "${serverId}" ${text}`);
        this.#stats.warned(serverId, text);
        onChange();
      },
      changed: onChange,
    };
  }

  #createSurfaces(): Surfaces {
    const { config, registry, hide, problems, onChange } = this.#options;
    return new Surfaces({
      config,
      registry,
      store: this.#store,
      keys: this.#keys,
      supervisor: this.supervisor,
      sessions: () => this.sessions,
      serverInfo: this.#serverInfo,
      hide,
      onChange: (kinds) => {
        this.sessions.listsChanged(kinds);
        onChange();
      },
      problems,
    });
  }

  #createSessions(): Sessions {
    return new Sessions({
      view: (session) => this.viewOf(session, 'legacy'),
      tellListens: () => this.router.listsChanged(),
      hasProfile: (name) => hasProfile(this.#options.registry(), name),
      onEnd: (session) => {
        this.router.sessionEnded(session);
        this.supervisor.sessionEnded(session.id);
        this.#options.onSessionEnd?.(session);
      },
      onChange: this.#options.onChange,
    });
  }

  #createRouter(): Router {
    const { supervisor, sessions, surfaces } = this;
    return new Router({
      serverInfo: this.#serverInfo,
      listWaitMs: this.#options.config.limits.list_wait,
      inputWaitMs: this.#options.config.limits.input_wait,
      view: (session, era) => this.viewOf(session, era),
      acquire: (serverId, session, era) => supervisor.server(serverId).acquire(session, era),
      instances: () => supervisor.servers.flatMap(({ instances }) => [...instances.values()]),
      session: (id) => sessions.find(id),
      refresh: (instance) => surfaces.refresh(instance),
      refreshSoon: (instance, announced) => surfaces.refreshSoon(instance, announced),
      markInteractive: (instance) => this.#markInteractive(instance),
      whyUnlisted: (serverId) => whyUnlisted(supervisor.find(serverId)?.health()),
      called: (call, outcome, said) => {
        const durationMs = performance.now() - call.startedAt;
        const { serverId } = call.route;
        if (serverId !== '') this.#stats.called(serverId, outcome, durationMs);
        this.#options.onCall?.(call, { outcome, said, durationMs });
      },
    });
  }

  /** From now on each session gets its own instance; this one stays with the one that it served. */
  #markInteractive(instance: Instance): void {
    const server = this.supervisor.find(instance.serverId);
    if (!server || instance.spec.scope !== 'auto') return;
    if (!this.surfaces.isInteractive(instance)) {
      this.surfaces.setInteractive(instance);
      this.#options.onChange();
    }
    const owner = instance.soleSession;
    if (owner !== undefined) server.bindToSession(instance, owner);
  }
}
