import { setTimeout as delay } from 'node:timers/promises';
import { LoomError } from '../../../src-shared/errors.ts';
import { type Detection, detectEra } from './detect-era.ts';
import { hideInError } from './hide-in-events.ts';
import { Instance, type SessionFacts } from './instance.ts';
import { startFailure } from './instance-failure.ts';
import { eraProbe, instanceOptions, type Means } from './instance-options.ts';
import type { ManagedServer, Opening } from './managed-server.ts';
import { reconsiderEra } from './reconsider-era.ts';
import { stopped } from './stopped.ts';
import type { SupervisorTraffic } from './supervisor-traffic.ts';

/** An instance that lived this long, or answered a call, did not fail in a row. */
const stableMs = 30_000;

export interface ConnectionsOptions {
  means: Means;
  traffic: SupervisorTraffic;
  /** Instances of it are out of service, since it speaks otherwise than it did. */
  replaced(server: ManagedServer): void;
}

/**
 * Opens connections to servers and ends them: instances, and those that find out an era. How they went
 * is noted in the server's breaker. When to open one, and when to end it, is for others to say.
 */
export class Connections {
  readonly #options: ConnectionsOptions;
  /** Instances out of service that have not ended yet. */
  readonly #ending = new Set<Instance>();
  #closed = false;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  get closed(): boolean {
    return this.#closed;
  }

  open(server: ManagedServer, opening: Opening): Instance {
    const { means, traffic } = this.#options;
    return new Instance({
      ...instanceOptions(server, opening, means),
      traffic: {
        request: traffic.request,
        notification: traffic.notification,
        renewed: traffic.renewed,
        eraDoubted: (instance) => void this.#reconsiderEra(server, instance, opening.session),
        warning: (_instance, text) => traffic.warning(server.id, text),
        changed: (instance) => this.#instanceChanged(server, instance),
        ended: (instance, error) => this.#instanceEnded(server, instance, error),
      },
    });
  }

  /** Where a server cannot even be asked which eras it speaks, its start has failed. */
  async detectEra(
    server: ManagedServer,
    session: SessionFacts | undefined,
    signal: AbortSignal,
  ): Promise<Detection | undefined> {
    const { means } = this.#options;
    try {
      return await detectEra(eraProbe(server, session, means), signal);
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      const about = { serverId: server.id, startedAt: Date.now(), wasReady: false, stderr: [] };
      const error = hideInError(startFailure(about, thrown), means.hide);
      this.startFailed(server, error);
      throw error;
    }
  }

  /** The same while it runs: a failure says nothing of the server. */
  async verifyEra(
    server: ManagedServer,
    session: SessionFacts | undefined,
    signal: AbortSignal,
  ): Promise<Detection | undefined> {
    const probe = eraProbe(server, session, this.#options.means);
    return detectEra({ ...probe, isRunning: true }, signal);
  }

  startFailed(server: ManagedServer, error: LoomError): void {
    const { traffic } = this.#options;
    if (server.breaker.failed(error, Date.now())) traffic.failed(error);
    traffic.changed();
  }

  /** Takes an instance out of service at once and closes it when its calls are done, or soon. */
  async retire(server: ManagedServer, instance: Instance, error: LoomError): Promise<void> {
    server.retire(instance);
    this.#ending.add(instance);
    const until = Date.now() + this.#options.means.limits.drain;
    while (instance.isReady && !instance.queue.idle && Date.now() < until) await delay(20);
    await instance.close(error);
  }

  async retireAll(server: ManagedServer): Promise<void> {
    const error = stopped(server.id, 'its definition changed or someone stopped it');
    const instances = [...server.instances.values()];
    await Promise.all([
      server.era.stop(error),
      ...instances.map((instance) => this.retire(server, instance, error)),
    ]);
  }

  /** Ends them all at once, those of `servers` and those that are out of service. */
  async close(servers: readonly ManagedServer[]): Promise<void> {
    this.#closed = true;
    const error = new LoomError('hub-stopping', 'the hub is stopping');
    const running = servers.flatMap(({ instances }) => [...instances.values()]);
    const instances = [...running, ...this.#ending];
    const detections = servers.map(({ era }) => era.stop(error));
    await Promise.all([...detections, ...instances.map((instance) => instance.close(error))]);
  }

  async #reconsiderEra(
    server: ManagedServer,
    instance: Instance,
    session: SessionFacts | undefined,
  ): Promise<void> {
    if (this.#closed || server.instances.get(instance.key) !== instance) return;
    const { id } = server;
    const isReplaced = await reconsiderEra(server, session, {
      discard: (stale) =>
        void this.retire(server, stale, stopped(id, 'it speaks otherwise than it did')),
      warning: (text) => this.#options.traffic.warning(id, text),
    });
    if (isReplaced) this.#options.replaced(server);
  }

  #instanceChanged(server: ManagedServer, instance: Instance): void {
    const { traffic } = this.#options;
    if (instance.isReady) {
      if (server.breaker.state.phase === 'open') server.breaker.reset();
      if (instance.spec === server.spec) server.era.shown(instance.era);
      traffic.ready(instance);
    }
    traffic.changed();
  }

  #instanceEnded(server: ManagedServer, instance: Instance, error: LoomError | undefined): void {
    const { traffic } = this.#options;
    const { breaker } = server;
    server.retire(instance);
    this.#ending.delete(instance);
    if (error) {
      const now = Date.now();
      if (instance.proven || now - instance.startedAt > stableMs) breaker.reset();
      if (breaker.failed(error, now)) traffic.failed(error);
      // What it once could start with says nothing of a secret that it lacks now.
    } else if (instance.answer && !breaker.waitsForSecret) breaker.reset();
    traffic.ended(instance, error);
    traffic.changed();
  }
}
