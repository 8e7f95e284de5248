import { setTimeout as delay } from 'node:timers/promises';
import type { LogLine } from '../../../src-shared/contract/logs.ts';
import type { Config } from '../../../src-shared/domain/config.ts';
import type { ServerSpec } from '../../../src-shared/domain/server.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { type Detection, detectEra, type EraProbe } from './detect-era.ts';
import { hideInError } from './hide-in-events.ts';
import { Instance, type SessionFacts } from './instance.ts';
import { startFailure } from './instance-failure.ts';
import { eraProbe, instanceOptions, type Means, type OpenSpecLink } from './instance-options.ts';
import { ManagedServer, modernPrefix, type Opening } from './managed-server.ts';
import { reconsiderEra } from './reconsider-era.ts';
import { type EraMemory, ServerEra } from './server-era.ts';
import { ServerLog } from './server-log.ts';
import { stopped } from './stopped.ts';
import type { SupervisorTraffic } from './supervisor-traffic.ts';
import { sweepServers } from './sweep-servers.ts';

const sweepEveryMs = 1000;
/** An instance that lived this long, or answered a call, did not fail in a row. */
const stableMs = 30_000;

export interface SupervisorOptions {
  limits: Config['limits'];
  version: string;
  openLink: OpenSpecLink;
  /** Takes secrets out of what is told of a server. */
  hide?(text: string): string;
  usesProject(spec: ServerSpec): boolean;
  /** Whether running instances of the old definition cannot serve the new one. */
  mustRestart(before: ServerSpec, after: ServerSpec): boolean;
  isInteractive(server: ManagedServer): boolean;
  eras: EraMemory;
  traffic: SupervisorTraffic;
  onLogLine(line: LogLine): void;
}

/** Runs the registry's servers: starts on demand, stops when idle, restarts after failures. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #servers = new Map<string, ManagedServer>();
  /** Instances out of service that have not ended yet. */
  readonly #ending = new Set<Instance>();
  readonly #hubInfo: object;
  #sweep: NodeJS.Timeout | undefined;
  #closed = false;
  #pausedSince: number | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#hubInfo = { name: 'loom', title: 'Loom', version: options.version };
  }

  get servers(): readonly ManagedServer[] {
    return [...this.#servers.values()];
  }

  /** Since when no server may run. */
  get pausedSince(): number | undefined {
    return this.#pausedSince;
  }

  server(id: string): ManagedServer {
    const server = this.#servers.get(id);
    if (server) return server;
    throw new LoomError('not-found', `there is no server "${id}" in the registry`, { server: id });
  }

  find(id: string): ManagedServer | undefined {
    return this.#servers.get(id);
  }

  /** Takes over the registry's definitions; only servers whose definition changed are restarted. */
  apply(specs: Readonly<Record<string, ServerSpec>>): void {
    for (const server of this.#servers.values()) {
      const next = Object.hasOwn(specs, server.id) ? specs[server.id] : undefined;
      if (!next) this.#servers.delete(server.id);
      if (!next?.enabled || this.#options.mustRestart(server.spec, next)) {
        void Promise.all(this.#retireAll(server));
      }
      if (next) this.#redefine(server, next);
    }
    const ordered = Object.entries(specs).map(
      ([id, spec]) => this.#servers.get(id) ?? this.#create(id, spec),
    );
    this.#servers.clear();
    for (const server of ordered) this.#servers.set(server.id, server);
    this.#startEager();
    this.#options.traffic.changed();
  }

  /**
   * Starts an instance for no client: an eager start, or someone wants to see if it works. Of a server
   * that speaks both eras it is the legacy one; the other is started besides, so that what each of
   * them offers becomes known.
   *
   * @param project - what `${project}` stands for.
   */
  async probe(id: string, project?: string): Promise<Instance> {
    const server = this.server(id);
    const running = [...server.instances.values()].find(({ isReady }) => isReady);
    if (running) return running;
    const nobody = project === undefined ? undefined : nobodyIn(project);
    const instance = await server.acquire(nobody);
    if (server.era.isDual) startQuietly(server, nobody);
    return instance;
  }

  /** Stops what runs of it and forgets its failures; it may be another server by its next start. */
  async stop(id: string): Promise<void> {
    const server = this.server(id);
    server.breaker.reset();
    server.era.askAgain();
    await Promise.all(this.#retireAll(server));
    this.#options.traffic.changed();
  }

  /**
   * What its definition refers to has another value, or can be read now: what runs of it is replaced,
   * and what waited for that is tried at once.
   */
  renew(id: string): void {
    const server = this.server(id);
    const hasWaited = server.breaker.state.phase !== 'closed';
    server.breaker.reset();
    void Promise.all(this.#retireAll(server));
    if (server.spec.enabled && (hasWaited || server.spec.start === 'eager')) {
      // Its failure is in its health.
      this.probe(id).catch(() => {});
      this.#options.traffic.due(id);
    }
    this.#options.traffic.changed();
  }

  /** Lets every server finish its calls and end; none starts until `resume`. */
  async pause(): Promise<void> {
    this.#pausedSince ??= Date.now();
    this.#options.traffic.changed();
    await Promise.all(this.servers.flatMap((server) => this.#retireAll(server)));
  }

  resume(): void {
    if (this.#pausedSince === undefined) return;
    this.#pausedSince = undefined;
    this.#startEager();
    for (const { id, spec } of this.servers) if (spec.enabled) this.#options.traffic.due(id);
    this.#options.traffic.changed();
  }

  /**
   * The machine has slept. Connections over the network may be dead without anybody knowing, so those
   * that nobody uses are opened anew when they are needed; servers that failed are tried at once.
   */
  woke(): void {
    for (const { id, spec, breaker, instances } of this.servers) {
      if (spec.transport === 'stdio') continue;
      if (breaker.state.phase !== 'closed') this.renew(id);
      for (const instance of instances.values()) {
        if (instance.isIdle(Date.now(), 0)) {
          void this.retire(instance, stopped(id, 'the machine has slept'));
        }
      }
    }
    this.#startEager();
  }

  /** It will not start until `error` is mended, as is known before anybody tried. */
  lacks(id: string, error: LoomError): void {
    this.#startFailed(this.server(id), error);
  }

  /** The session is gone, and with it the instances that were its own. */
  sessionEnded(sessionId: string): void {
    for (const server of this.#servers.values()) {
      for (const instance of server.instances.values()) instance.forget(sessionId);
      for (const prefix of ['', modernPrefix]) {
        const own = server.instances.get(`${prefix}session:${sessionId}`);
        if (own) void this.retire(own, stopped(own.serverId, 'its session has ended'));
      }
    }
  }

  /** Takes an instance out of service at once and closes it when its calls are done, or soon. */
  async retire(instance: Instance, error: LoomError): Promise<void> {
    this.#servers.get(instance.serverId)?.retire(instance);
    this.#ending.add(instance);
    const until = Date.now() + this.#options.limits.drain;
    while (instance.isReady && !instance.queue.idle && Date.now() < until) await delay(20);
    await instance.close(error);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#sweep);
    const error = new LoomError('hub-stopping', 'the hub is stopping');
    const instances = [
      ...this.servers.flatMap((server) => [...server.instances.values()]),
      ...this.#ending,
    ];
    const detections = [...this.#servers.values()].map(({ era }) => era.stop(error));
    await Promise.all([...detections, ...instances.map((instance) => instance.close(error))]);
  }

  #create(id: string, spec: ServerSpec): ManagedServer {
    const { limits, usesProject, isInteractive, onLogLine, traffic, eras } = this.#options;
    return new ManagedServer({
      id,
      spec,
      log: new ServerLog(limits.stderr_buffer, onLogLine),
      usesProject: (server) => usesProject(server.spec),
      isInteractive: (server) => isInteractive(server),
      era: new ServerEra(spec, {
        memory: eras,
        detect: (session, signal) => this.#detectEra(id, session, signal),
        verify: async (session, signal) => detectEra(this.#runningProbe(id, session), signal),
      }),
      createInstance: (server, opening) => this.#createInstance(server, opening),
      discard: (instance) => void this.retire(instance, stopped(id, 'it has changed')),
      failed: (server, error) => this.#startFailed(server, error),
      joined: traffic.joined,
      changed: () => traffic.changed(),
    });
  }

  #redefine(server: ManagedServer, spec: ServerSpec): void {
    if (JSON.stringify(spec) !== JSON.stringify(server.spec)) server.breaker.reset();
    server.redefine(spec);
  }

  #createInstance(server: ManagedServer, opening: Opening): Instance {
    this.#checkMayStart();
    this.#sweep ??= setInterval(() => this.#sweepInstances(), sweepEveryMs).unref();
    const { traffic } = this.#options;
    const { id } = server;
    return new Instance({
      ...instanceOptions(server, opening, this.#means()),
      traffic: {
        request: traffic.request,
        notification: traffic.notification,
        renewed: traffic.renewed,
        eraDoubted: (instance) => void this.#reconsiderEra(server, instance, opening.session),
        warning: (_instance, text) => traffic.warning(id, text),
        changed: (instance) => this.#instanceChanged(server, instance),
        ended: (instance, error) => this.#instanceEnded(server, instance, error),
      },
    });
  }

  #checkMayStart(): void {
    if (this.#closed) throw new LoomError('hub-stopping', 'the hub is stopping');
    if (this.#pausedSince === undefined) return;
    throw new LoomError('hub-paused', 'all servers are paused');
  }

  /** Where a server cannot even be asked which eras it speaks, its start has failed. */
  async #detectEra(
    id: string,
    session: SessionFacts | undefined,
    signal: AbortSignal,
  ): Promise<Detection | undefined> {
    this.#checkMayStart();
    const server = this.server(id);
    const means = this.#means();
    try {
      return await detectEra(eraProbe(server, session, means), signal);
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      const about = { serverId: id, startedAt: Date.now(), wasReady: false, stderr: [] };
      const error = hideInError(startFailure(about, thrown), means.hide);
      this.#startFailed(server, error);
      throw error;
    }
  }

  async #reconsiderEra(
    server: ManagedServer,
    instance: Instance,
    session: SessionFacts | undefined,
  ): Promise<void> {
    if (this.#closed || server.instances.get(instance.key) !== instance) return;
    const { id, spec } = server;
    const isReplaced = await reconsiderEra(server, session, {
      discard: (stale) => void this.retire(stale, stopped(id, 'it speaks otherwise than it did')),
      warning: (text) => this.#options.traffic.warning(id, text),
    });
    if (isReplaced && spec.start === 'eager') this.probe(id).catch(() => {});
  }

  #runningProbe(id: string, session: SessionFacts | undefined): EraProbe {
    return { ...eraProbe(this.server(id), session, this.#means()), isRunning: true };
  }

  #means(): Means {
    const { limits, openLink, hide = (text) => text } = this.#options;
    return { limits, openLink, hide, hub: this.#hubInfo };
  }

  #startFailed(server: ManagedServer, error: LoomError): void {
    if (server.breaker.failed(error, Date.now())) this.#options.traffic.failed(error);
    this.#options.traffic.changed();
  }

  #instanceChanged(server: ManagedServer, instance: Instance): void {
    if (instance.isReady) {
      if (server.breaker.state.phase === 'open') server.breaker.reset();
      if (instance.spec === server.spec) server.era.shown(instance.era);
      this.#options.traffic.ready(instance);
    }
    this.#options.traffic.changed();
  }

  #instanceEnded(server: ManagedServer, instance: Instance, error: LoomError | undefined): void {
    server.retire(instance);
    this.#ending.delete(instance);
    if (error) {
      const now = Date.now();
      if (instance.proven || now - instance.startedAt > stableMs) server.breaker.reset();
      if (server.breaker.failed(error, now)) this.#options.traffic.failed(error);
      // What it once could start with says nothing of a secret that it lacks now.
    } else if (instance.answer && !server.breaker.waitsForSecret) server.breaker.reset();
    this.#options.traffic.ended(instance, error);
    this.#options.traffic.changed();
  }

  /** Its time has come again: those that cannot wait for a call start it now. */
  #tryAgain({ id, spec }: ManagedServer): void {
    if (this.#pausedSince !== undefined) return;
    if (spec.start === 'eager') this.probe(id).catch(() => {});
    this.#options.traffic.due(id);
  }

  #retireAll(server: ManagedServer): Promise<void>[] {
    const error = stopped(server.id, 'its definition changed or someone stopped it');
    const instances = [...server.instances.values()];
    return [server.era.stop(error), ...instances.map((instance) => this.retire(instance, error))];
  }

  #startEager(): void {
    for (const server of this.#servers.values()) {
      const wanted =
        server.spec.enabled && server.spec.start === 'eager' && server.instances.size === 0;
      // Its failure is in its health; a server that needs a project starts when one comes.
      if (wanted && server.breaker.state.phase === 'closed') this.probe(server.id).catch(() => {});
    }
  }

  #sweepInstances(): void {
    sweepServers(this.#servers.values(), {
      now: Date.now(),
      idleMs: this.#options.limits.idle_stop,
      retire: (instance, error) => this.retire(instance, error),
      due: (server) => this.#tryAgain(server),
    });
  }
}

/** Stands for no client, in a project's folder. */
function nobodyIn(project: string): SessionFacts {
  return { id: '', project, capabilities: {}, clientInfo: undefined, isHubs: true };
}

/** Its failure stands in its health. */
function startQuietly(server: ManagedServer, session: SessionFacts | undefined): void {
  try {
    void Promise.resolve(server.acquire(session, 'modern')).catch(() => {});
  } catch {
    // As above.
  }
}
