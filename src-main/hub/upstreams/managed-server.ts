import { setTimeout as delay } from 'node:timers/promises';
import type { Era } from '../../../src-shared/domain/era.ts';
import type { ServerHealth } from '../../../src-shared/domain/hub-state.ts';
import type { ServerSpec } from '../../../src-shared/domain/server.ts';
import { LoomError, toLoomError } from '../../../src-shared/errors.ts';
import { Breaker } from './breaker.ts';
import type { Instance, SessionFacts } from './instance.ts';
import type { ServerEra } from './server-era.ts';
import { serverHealth } from './server-health.ts';
import type { ServerLog } from './server-log.ts';
import { waitBeforeStart } from './wait-before-start.ts';

/** Key of the instance that serves every session. */
export const sharedKey = 'shared';

/** Before the key of an instance that speaks the modern era to a server over HTTP, which may speak both. */
export const modernPrefix = 'modern:';

export interface ManagedServerOptions {
  id: string;
  spec: ServerSpec;
  log: ServerLog;
  era: ServerEra;
  usesProject(server: ManagedServer): boolean;
  /** Whether it ever asked its client for something (design.md section 4). */
  isInteractive(server: ManagedServer): boolean;
  createInstance(server: ManagedServer, opening: Opening): Instance;
  /** Takes an instance out of service that is of no use. */
  discard(server: ManagedServer, instance: Instance): void;
  /** It could not be started, and no instance tells of it. */
  failed(server: ManagedServer, error: LoomError): void;
  /** An instance that runs already serves one more session. */
  joined(instance: Instance): void;
  changed(): void;
}

export type Scope = 'shared' | 'project' | 'session';

/** How an instance is opened. */
export interface Opening {
  key: string;
  session: SessionFacts | undefined;
  scope: Scope;
  /** What is tried, in this order. */
  eras: readonly Era[];
  /** See `InstanceOptions`. */
  eraIsOld: boolean;
}

/** What an acquisition needs to know of itself. */
interface Wish {
  session: SessionFacts | undefined;
  era: Era;
  /** How often it was found out for it what the server speaks; twice at most. */
  detections: number;
}

/** One entry of the registry at run time: its instances, and whether new ones may be started. */
export class ManagedServer {
  readonly id: string;
  readonly log: ServerLog;
  spec: ServerSpec;
  readonly breaker = new Breaker();
  readonly instances = new Map<string, Instance>();
  readonly era: ServerEra;
  readonly #options: ManagedServerOptions;
  readonly #recoveries = new WeakMap<Instance, Promise<void>>();
  #idleSince = Date.now();

  constructor(options: ManagedServerOptions) {
    this.id = options.id;
    this.spec = options.spec;
    this.log = options.log;
    this.era = options.era;
    this.#options = options;
  }

  /**
   * How instances are shared that serve sessions of an era.
   *
   * @param era - of the sessions.
   */
  scopeFor(era: Era): Scope {
    const { scope, transport } = this.spec;
    if (scope === 'session' || scope === 'project' || scope === 'shared') return scope;
    if (this.#options.usesProject(this)) return 'project';
    // A modern server keeps nothing of a client, and asks nothing by itself.
    if (this.era.serving(era) === 'modern') return 'shared';
    // A legacy HTTP server keeps state per upstream session, so each client gets its own.
    if (transport !== 'stdio' || this.#options.isInteractive(this)) return 'session';
    return 'shared';
  }

  /**
   * The instance that serves this session, started if need be. Synchronous where it is ready, since
   * this stands on the path of every call. A server that speaks both eras is spoken to in the session's.
   *
   * @param era - of the session's request.
   * @throws LoomError (or rejects) where it cannot be started, saying why.
   */
  acquire(session: SessionFacts | undefined, era: Era = 'legacy'): Instance | Promise<Instance> {
    const instance = this.instances.get(this.instanceKey(session, era));
    if (!instance?.isReady) return this.#acquire({ session, era, detections: 0 });
    this.#join(instance, session);
    return instance;
  }

  instanceKey(session: SessionFacts | undefined, era: Era): string {
    if (!this.spec.enabled) {
      throw new LoomError('server-disabled', `server "${this.id}" is disabled`, {
        server: this.id,
      });
    }
    const isModern = this.spec.transport === 'http' && this.era.serving(era) === 'modern';
    const key = this.#ownerKey(session, era);
    return isModern ? modernPrefix + key : key;
  }

  #ownerKey(session: SessionFacts | undefined, era: Era): string {
    const scope = this.scopeFor(era);
    if (scope === 'shared') return sharedKey;
    if (scope === 'session') return session && !session.isHubs ? `session:${session.id}` : 'probe';
    if (session?.project !== undefined) return `project:${session.project}`;
    if (!this.#options.usesProject(this)) return sharedKey;
    throw new LoomError(
      'server-unavailable',
      `server "${this.id}" needs a project folder, and this client did not name one`,
      {
        server: this.id,
        remedy: 'Connect through `loom proxy --project DIR`.',
        remedyId: 'open-project',
      },
    );
  }

  /** From now on each session gets its own instance; this one stays with the session it served. */
  bindToSession(instance: Instance, sessionId: string): void {
    if (this.spec.scope !== 'auto' || this.#options.usesProject(this)) return;
    if (instance.era === 'modern') return;
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

  /** Takes over another definition. */
  redefine(spec: ServerSpec): void {
    this.spec = spec;
    this.era.redefine(spec);
  }

  health(): ServerHealth {
    return serverHealth(this, this.#idleSince);
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

  #acquire(wish: Wish): Instance | Promise<Instance> {
    const { session, era } = wish;
    const key = this.instanceKey(session, era);
    const instance = this.instances.get(key) ?? this.#adoptable(key, session);
    if (!instance) return this.#start(wish);
    this.#join(instance, session);
    return instance.isReady ? instance : this.#whenReady(instance, wish);
  }

  /** As `#acquire`, after some time in which its session may have ended. */
  #acquireLater(wish: Wish): Instance | Promise<Instance> {
    if (!wish.session?.closed) return this.#acquire(wish);
    throw new LoomError('server-unavailable', 'the client is gone', { server: this.id });
  }

  #join(instance: Instance, session: SessionFacts | undefined): void {
    if (!session || session.isHubs || instance.served.has(session.id)) return;
    instance.served.add(session.id);
    this.#options.joined(instance);
  }

  #start(wish: Wish): Instance | Promise<Instance> {
    const wait = waitBeforeStart(this.id, this.breaker.state);
    if (wait > 0) return delay(wait).then(() => this.#acquireLater(wish));
    if (wish.detections > 0 || !this.era.isToBeFound(Date.now())) return this.#open(wish);
    const found = this.era.detect(wish.session);
    return found.then(() => this.#acquireLater({ ...wish, detections: 1 }));
  }

  #open(wish: Wish): Promise<Instance> {
    const { session, era, detections } = wish;
    const key = this.instanceKey(session, era);
    const { eras, isOld } = this.era.openingFor(era, detections);
    const scope = this.scopeFor(era);
    const opening = { key, session, scope, eras, eraIsOld: isOld };
    const instance = this.#options.createInstance(this, opening);
    if (session && !session.isHubs) instance.served.add(session.id);
    this.instances.set(key, instance);
    this.#options.changed();
    return this.#whenReady(instance, wish);
  }

  /** One that does not speak any more what it spoke before is tried once more. */
  #whenReady(instance: Instance, wish: Wish): Promise<Instance> {
    return instance.ready.catch(async (error: unknown) => {
      if (!instance.isMistaken || wish.detections > 1) throw error;
      let recovery = this.#recoveries.get(instance);
      if (!recovery) {
        recovery = this.#recover(instance, wish.session, toLoomError(error));
        this.#recoveries.set(instance, recovery);
      }
      await recovery;
      return await this.#acquireLater({ ...wish, detections: 2 });
    });
  }

  /** Finds out what it speaks now; where that is the same, it has simply failed. */
  async #recover(
    instance: Instance,
    session: SessionFacts | undefined,
    error: LoomError,
  ): Promise<void> {
    this.#options.discard(this, instance);
    const { verdict } = this.era;
    await this.era.detect(session);
    if (this.era.verdict !== verdict) return;
    this.#options.failed(this, error);
    throw error;
  }
}
