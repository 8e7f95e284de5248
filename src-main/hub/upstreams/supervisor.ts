import type { LogLine } from '../../../src-shared/contract/logs.ts';
import type { Config } from '../../../src-shared/domain/config.ts';
import type { ServerSpec } from '../../../src-shared/domain/server.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { Connections } from './connections.ts';
import type { Instance } from './instance.ts';
import type { OpenSpecLink } from './instance-options.ts';
import { ManagedServer, modernPrefix, type Opening } from './managed-server.ts';
import { probeServer, startEager } from './probe-server.ts';
import { type EraMemory, ServerEra } from './server-era.ts';
import { ServerLog } from './server-log.ts';
import { stopped } from './stopped.ts';
import type { SupervisorTraffic } from './supervisor-traffic.ts';
import { sweepServers } from './sweep-servers.ts';

const sweepEveryMs = 1000;

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
  readonly #connections: Connections;
  #sweep: NodeJS.Timeout | undefined;
  #pausedSince: number | undefined;

  constructor(options: SupervisorOptions) {
    const { limits, version, openLink, hide = (text) => text, traffic } = options;
    this.#options = options;
    this.#connections = new Connections({
      means: { limits, openLink, hide, hub: { name: 'loom', title: 'Loom', version } },
      traffic,
      replaced: (server) => this.#startIfEager(server),
    });
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
        void this.#connections.retireAll(server);
      }
      if (next) this.#redefine(server, next);
    }
    const ordered = Object.entries(specs).map(
      ([id, spec]) => this.#servers.get(id) ?? this.#create(id, spec),
    );
    this.#servers.clear();
    for (const server of ordered) this.#servers.set(server.id, server);
    startEager(ordered);
    this.#options.traffic.changed();
  }

  /** Starts an instance for no client; see `probeServer`. */
  async probe(id: string, project?: string): Promise<Instance> {
    return probeServer(this.server(id), project);
  }

  /** Stops what runs of it and forgets its failures; it may be another server by its next start. */
  async stop(id: string): Promise<void> {
    const server = this.server(id);
    server.breaker.reset();
    server.era.askAgain();
    await this.#connections.retireAll(server);
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
    void this.#connections.retireAll(server);
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
    await Promise.all(this.servers.map((server) => this.#connections.retireAll(server)));
  }

  resume(): void {
    if (this.#pausedSince === undefined) return;
    this.#pausedSince = undefined;
    startEager(this.#servers.values());
    for (const { id, spec } of this.servers) if (spec.enabled) this.#options.traffic.due(id);
    this.#options.traffic.changed();
  }

  /**
   * The machine has slept. Connections over the network may be dead without anybody knowing, so those
   * that nobody uses are opened anew when they are needed; servers that failed are tried at once.
   */
  woke(): void {
    for (const server of this.servers) {
      const { id, spec, breaker, instances } = server;
      if (spec.transport === 'stdio') continue;
      if (breaker.state.phase !== 'closed') this.renew(id);
      for (const instance of instances.values()) {
        if (!instance.isIdle(Date.now(), 0)) continue;
        void this.#connections.retire(server, instance, stopped(id, 'the machine has slept'));
      }
    }
    startEager(this.#servers.values());
  }

  /** It will not start until `error` is mended, as is known before anybody tried. */
  lacks(id: string, error: LoomError): void {
    this.#connections.startFailed(this.server(id), error);
  }

  /** The session is gone, and with it the instances that were its own. */
  sessionEnded(sessionId: string): void {
    for (const server of this.#servers.values()) {
      for (const instance of server.instances.values()) instance.forget(sessionId);
      for (const prefix of ['', modernPrefix]) {
        const own = server.instances.get(`${prefix}session:${sessionId}`);
        if (!own) continue;
        void this.#connections.retire(server, own, stopped(server.id, 'its session has ended'));
      }
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#sweep);
    await this.#connections.close(this.servers);
  }

  #create(id: string, spec: ServerSpec): ManagedServer {
    const { limits, usesProject, isInteractive, onLogLine, traffic, eras } = this.#options;
    const connections = this.#connections;
    return new ManagedServer({
      id,
      spec,
      log: new ServerLog(limits.stderr_buffer, onLogLine),
      usesProject: (server) => usesProject(server.spec),
      isInteractive: (server) => isInteractive(server),
      era: new ServerEra(spec, {
        memory: eras,
        detect: async (session, signal) => {
          this.#checkMayStart();
          return connections.detectEra(this.server(id), session, signal);
        },
        verify: async (session, signal) => connections.verifyEra(this.server(id), session, signal),
      }),
      createInstance: (server, opening) => this.#createInstance(server, opening),
      discard: (server, instance) =>
        void connections.retire(server, instance, stopped(id, 'it has changed')),
      failed: (server, error) => connections.startFailed(server, error),
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
    return this.#connections.open(server, opening);
  }

  #checkMayStart(): void {
    if (this.#connections.closed) throw new LoomError('hub-stopping', 'the hub is stopping');
    if (this.#pausedSince === undefined) return;
    throw new LoomError('hub-paused', 'all servers are paused');
  }

  /** Its time has come again: those that cannot wait for a call start it now. */
  #tryAgain(server: ManagedServer): void {
    if (this.#pausedSince !== undefined) return;
    this.#startIfEager(server);
    this.#options.traffic.due(server.id);
  }

  #startIfEager({ id, spec }: ManagedServer): void {
    // Its failure is in its health.
    if (spec.start === 'eager') this.probe(id).catch(() => {});
  }

  #sweepInstances(): void {
    sweepServers(this.#servers.values(), {
      now: Date.now(),
      idleMs: this.#options.limits.idle_stop,
      retire: (server, instance, error) => this.#connections.retire(server, instance, error),
      due: (server) => this.#tryAgain(server),
    });
  }
}
