import { setTimeout as delay } from 'node:timers/promises';
import type { ServerHealth } from '../../../src-shared/domain/hub-state.ts';
import type { ServerSpec } from '../../../src-shared/domain/server.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { Breaker } from './breaker.ts';
import type { Instance, SessionFacts } from './instance.ts';
import type { ServerLog } from './server-log.ts';

/** A call that arrives this shortly before a retry waits for it; later ones fail at once. */
const worthWaitingMs = 1500;

/** Key of the instance that serves every session. */
export const sharedKey = 'shared';

export interface ManagedServerOptions {
  id: string;
  spec: ServerSpec;
  log: ServerLog;
  usesProject(server: ManagedServer): boolean;
  /** Whether it ever asked its client for something (design.md section 4). */
  isInteractive(server: ManagedServer): boolean;
  createInstance(server: ManagedServer, key: string, session: SessionFacts | undefined): Instance;
  /** An instance that runs already serves one more session. */
  joined(instance: Instance): void;
  changed(): void;
}

/** One entry of the registry at run time: its instances, and whether new ones may be started. */
export class ManagedServer {
  readonly id: string;
  readonly log: ServerLog;
  spec: ServerSpec;
  readonly breaker = new Breaker();
  readonly instances = new Map<string, Instance>();
  readonly #options: ManagedServerOptions;
  #idleSince = Date.now();

  constructor(options: ManagedServerOptions) {
    this.id = options.id;
    this.spec = options.spec;
    this.log = options.log;
    this.#options = options;
  }

  get scope(): 'shared' | 'project' | 'session' {
    const { scope, transport } = this.spec;
    if (scope === 'session' || scope === 'project' || scope === 'shared') return scope;
    if (this.#options.usesProject(this)) return 'project';
    // A legacy HTTP server keeps state per upstream session, so each client gets its own.
    if (transport !== 'stdio' || this.#options.isInteractive(this)) return 'session';
    return 'shared';
  }

  /**
   * The instance that serves this session, started if need be. Synchronous where it is ready, since
   * this stands on the path of every call.
   *
   * @throws LoomError (or rejects) where it cannot be started, saying why.
   */
  acquire(session: SessionFacts | undefined): Instance | Promise<Instance> {
    const key = this.instanceKey(session);
    const instance = this.instances.get(key) ?? this.#adoptable(key, session);
    if (!instance) return this.#open(key, session);
    if (session && !session.isHubs && !instance.served.has(session.id)) {
      instance.served.add(session.id);
      this.#options.joined(instance);
    }
    return instance.isReady ? instance : instance.ready;
  }

  instanceKey(session: SessionFacts | undefined): string {
    if (!this.spec.enabled) {
      throw new LoomError('server-disabled', `server "${this.id}" is disabled`, {
        server: this.id,
      });
    }
    const { scope } = this;
    if (scope === 'shared') return sharedKey;
    if (scope === 'session') return session && !session.isHubs ? `session:${session.id}` : 'probe';
    if (session?.project !== undefined) return `project:${session.project}`;
    if (!this.#options.usesProject(this)) return sharedKey;
    throw new LoomError(
      'server-unavailable',
      `server "${this.id}" needs a project folder, and this client did not name one`,
      { server: this.id, remedy: 'Connect through `loom proxy --project DIR`.' },
    );
  }

  /** From now on each session gets its own instance; this one stays with the session it served. */
  bindToSession(instance: Instance, sessionId: string): void {
    if (this.spec.scope !== 'auto' || this.#options.usesProject(this)) return;
    if (this.instances.get(instance.key) !== instance) return;
    this.instances.delete(instance.key);
    instance.key = `session:${sessionId}`;
    this.instances.set(instance.key, instance);
  }

  /** Takes an instance out of service; it may still finish what it does. */
  retire(instance: Instance): void {
    if (this.instances.get(instance.key) === instance) this.instances.delete(instance.key);
    if (this.instances.size === 0) this.#idleSince = Date.now();
  }

  health(): ServerHealth {
    if (!this.spec.enabled) return { phase: 'disabled' };
    const states = [...this.instances.values()].map(({ state }) => state);
    const ready = states.find(({ phase }) => phase === 'ready');
    if (ready) return { phase: 'ready', since: ready.since };
    const starting = states.find(({ phase }) => phase === 'starting');
    if (starting) return { phase: 'starting', since: starting.since };
    const { state } = this.breaker;
    if (state.phase === 'closed') return { phase: 'idle', since: this.#idleSince };
    const { since, attempt, error } = state;
    if (state.phase === 'open') {
      return { phase: 'failed', since, error: error.message, remedy: error.remedy };
    }
    return { phase: 'backing-off', since, attempt, retryAt: state.retryAt, error: error.message };
  }

  /** A probe that no session uses becomes the instance of the first session that comes. */
  #adoptable(key: string, session: SessionFacts | undefined): Instance | undefined {
    if (!session || !key.startsWith('session:')) return undefined;
    for (const spare of ['probe', sharedKey]) {
      const instance = this.instances.get(spare);
      if (!instance || instance.served.size > 0 || instance.askedInVain) continue;
      if (this.spec.transport !== 'stdio') continue;
      this.instances.delete(spare);
      instance.key = key;
      this.instances.set(key, instance);
      return instance;
    }
    return undefined;
  }

  #open(key: string, session: SessionFacts | undefined): Promise<Instance> {
    const { state } = this.breaker;
    if (state.phase === 'open') throw this.#refusal(state.error, state.attempt);
    if (state.phase === 'waiting') {
      const wait = state.retryAt - Date.now();
      if (wait > worthWaitingMs) throw this.#notYet(state.error, wait);
      if (wait > 0) return delay(wait).then(() => this.acquire(session));
    }
    const instance = this.#options.createInstance(this, key, session);
    if (session && !session.isHubs) instance.served.add(session.id);
    this.instances.set(key, instance);
    this.#options.changed();
    return instance.ready;
  }

  #refusal(error: LoomError, failures: number): LoomError {
    return new LoomError(
      'server-unavailable',
      `server "${this.id}" is off after ${failures} failures in a row, the last one: ${error.message}`,
      {
        server: this.id,
        stderr: error.stderr,
        remedy: `Repair it, then \`loom servers restart ${this.id}\`.`,
        cause: error,
      },
    );
  }

  #notYet(error: LoomError, waitMs: number): LoomError {
    return new LoomError(
      'server-unavailable',
      `server "${this.id}" is tried again in ${Math.ceil(waitMs / 1000)} s; it failed: ${error.message}`,
      { server: this.id, stderr: error.stderr, remedy: error.remedy, cause: error },
    );
  }
}
