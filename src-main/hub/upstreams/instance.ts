import type { Era } from '../../../src-shared/domain/era.ts';
import type { InstanceState } from '../../../src-shared/domain/hub-state.ts';
import { eraChoice, type ServerSpec } from '../../../src-shared/domain/server.ts';
import { type LoomError, toLoomError } from '../../../src-shared/errors.ts';
import type { NotificationFrame, RequestFrame } from '../../../src-shared/wire/frame.ts';
import { Peer } from '../mcp/peer.ts';
import { CallQueue } from './call-queue.ts';
import { eraFailure, speaksOtherwise } from './era-failure.ts';
import { type Greeting, handshake } from './handshake.ts';
import { hideInError } from './hide-in-events.ts';
import { endFailure, type FailedInstance, startFailure, startTimeout } from './instance-failure.ts';
import type { Link, LinkEnd, LinkEvents } from './link.ts';
import type { ServerAnswer } from './server-answer.ts';
import type { ServerLog } from './server-log.ts';

/** What an instance needs to know of the session it is opened for. */
export interface SessionFacts {
  readonly id: string;
  /** The folder `${project}` stands for. */
  readonly project: string | undefined;
  /** As the client sent them in `initialize`. */
  readonly capabilities: Readonly<Record<string, unknown>>;
  readonly clientInfo: unknown;
  /** The hub's own session, for console and CLI: nobody whom a server could ask something. */
  readonly isHubs: boolean;
  /** It has ended. */
  readonly closed?: boolean;
}

export interface InstanceOptions {
  serverId: string;
  key: string;
  spec: ServerSpec;
  maxConcurrent: number;
  startTimeoutMs: number;
  /** Takes secrets out of what is told of the server. */
  hide(text: string): string;
  log: ServerLog;
  greeting: Greeting;
  /** What it is known to speak was found out some time ago, and may have changed since. */
  eraIsOld: boolean;
  openLink(events: LinkEvents, signal: AbortSignal): Promise<Link>;
  traffic: InstanceTraffic;
}

/** Where an instance's own messages and its end go. */
export interface InstanceTraffic {
  request(instance: Instance, frame: RequestFrame, about: number | undefined): void;
  notification(instance: Instance, frame: NotificationFrame, about: number | undefined): void;
  warning(instance: Instance, text: string): void;
  /** See `LinkEvents`. */
  eraDoubted(instance: Instance): void;
  /** Its server has forgotten what it was told: subscriptions, logging level. */
  renewed(instance: Instance): void;
  changed(instance: Instance): void;
  /** It is gone; `error` says why where nobody asked for it. */
  ended(instance: Instance, error: LoomError | undefined): void;
}

/** One running connection to a server. */
export class Instance {
  readonly serverId: string;
  readonly spec: ServerSpec;
  readonly startedAt = Date.now();
  readonly peer: Peer;
  readonly queue: CallQueue;
  /** The sessions it serves or served: only a sole one can own the server's requests. */
  readonly served = new Set<string>();
  /** Changes when it turns out to belong to one session. */
  key: string;
  state: InstanceState = { phase: 'starting', since: Date.now() };
  lastUsedAt = Date.now();
  /** Subscriptions and running tasks; while there are any it is not idle. */
  holds = 0;
  /** It has answered a call: a later failure is not one in a row. */
  proven = false;
  /** It asked something when there was nobody to ask, and may not ask again. */
  askedInVain = false;
  /** What the server answered to `initialize` or `server/discover`. */
  answer: ServerAnswer | undefined;
  /** It failed to start because it does not speak any more what it spoke before. */
  isMistaken = false;
  readonly ready: Promise<Instance>;

  readonly #options: InstanceOptions;
  readonly #firstEra: Era;
  readonly #abort = new AbortController();
  #link: Link | undefined;
  #ended = false;
  #closing: Promise<void> | undefined;

  constructor(options: InstanceOptions) {
    this.serverId = options.serverId;
    this.spec = options.spec;
    this.key = options.key;
    this.#options = options;
    this.#firstEra = options.greeting.eras[0] ?? 'legacy';
    this.queue = new CallQueue(options.maxConcurrent);
    this.peer = new Peer({
      request: (frame, about) => options.traffic.request(this, frame, about),
      notification: (frame, about) => options.traffic.notification(this, frame, about),
      warning: (text) => options.traffic.warning(this, options.hide(text)),
    });
    this.ready = this.#start();
    // Whoever needs it awaits it; a probe that nobody awaits must not end the process.
    this.ready.catch(() => {});
  }

  get pid(): number | undefined {
    return this.#link?.pid;
  }

  /** How the server speaks; until it is ready, how it is tried first. */
  get era(): Era {
    return this.answer?.era ?? this.#firstEra;
  }

  get isReady(): boolean {
    return this.state.phase === 'ready';
  }

  /** The one session that owns whatever the server asks; undefined for none or several. */
  get soleSession(): string | undefined {
    return this.served.size === 1 ? this.served.values().next().value : undefined;
  }

  get callsInFlight(): number {
    return this.queue.running;
  }

  /** A session has ended. Any two that were served say for ever that there were several. */
  forget(sessionId: string): void {
    if (this.served.size > 2) this.served.delete(sessionId);
  }

  isIdle(now: number, idleMs: number): boolean {
    if (!this.isReady || now - this.lastUsedAt < idleMs) return false;
    // The hub's own questions, such as the first lists, are no calls in the queue.
    return this.queue.idle && this.holds === 0 && this.peer.pendingCount === 0;
  }

  /** Ends it: pending calls fail with `error`, then the connection is closed. Safe to call twice. */
  close(error: LoomError): Promise<void> {
    this.#closing ??= this.#close(error);
    return this.#closing;
  }

  async #close(error: LoomError): Promise<void> {
    this.#setState({ phase: 'stopping', since: Date.now() });
    this.#abort.abort(error);
    this.#failCalls(error);
    await this.ready.catch(() => {});
    await this.#closeLink();
    this.#end(undefined);
  }

  async #start(): Promise<Instance> {
    const { startTimeoutMs } = this.#options;
    const deadline = setTimeout(
      () => this.#abort.abort(startTimeout(this.#failed(), startTimeoutMs, this.#firstEra)),
      startTimeoutMs,
    );
    try {
      this.#link = await this.#options.openLink(this.#linkEvents(), this.#abort.signal);
      this.peer.attach(this.#link);
      this.#abort.signal.throwIfAborted();
      const connection = { peer: this.peer, link: this.#link, signal: this.#abort.signal };
      this.answer = await handshake(connection, this.#options.greeting);
      this.#abort.signal.throwIfAborted();
      // A long start is no idle time.
      this.lastUsedAt = Date.now();
      this.#setState({ phase: 'ready', since: this.lastUsedAt });
      return this;
    } catch (thrown) {
      throw this.#startFailed(thrown);
    } finally {
      clearTimeout(deadline);
    }
  }

  #startFailed(thrown: unknown): LoomError {
    const { aborted, reason } = this.#abort.signal;
    const why = aborted ? reason : eraFailure(thrown, eraChoice(this.spec));
    const error = hideInError(startFailure(this.#failed(), why), this.#options.hide);
    if (!this.#closing) {
      this.isMistaken = this.#options.eraIsOld && this.#mayBeOfOtherEra(thrown);
      // Then it is found out anew, and that is no failure yet.
      const told = this.isMistaken ? undefined : error;
      this.#closing = this.#closeLink().then(() => this.#end(told));
    }
    return error;
  }

  /** Some children end, or stay silent, over a first message that they do not know. */
  #mayBeOfOtherEra(thrown: unknown): boolean {
    return this.spec.transport === 'stdio' || speaksOtherwise(thrown);
  }

  /** Something that survives even KILL is worth a warning, and no reason to hold anybody up. */
  async #closeLink(): Promise<void> {
    try {
      await this.#link?.close();
    } catch (error) {
      this.#options.traffic.warning(this, `could not be ended: ${toLoomError(error).message}`);
    }
  }

  #linkEvents(): LinkEvents {
    const { traffic, log } = this.#options;
    return {
      message: (bytes, about) => this.peer.receive(bytes, about),
      requestFailed: (id, error) => this.peer.fail(id, error),
      warning: (text) => traffic.warning(this, text),
      renewed: () => traffic.renewed(this),
      eraDoubted: () => traffic.eraDoubted(this),
      stderr: (text) => log.add({ at: Date.now(), server: this.serverId, pid: this.pid, text }),
      closed: (end) => this.#linkClosed(end),
    };
  }

  #linkClosed(end: LinkEnd): void {
    if (end.by === 'us') return;
    const failed = this.#failed();
    const error = endFailure(failed, end);
    // A start that still waits for an answer fails by this, and reports the end itself.
    this.#failCalls(error);
    if (!failed.wasReady) this.#abort.abort(error);
    // Others are told of this end, too: what the server wrote may be about its own clients' calls.
    else this.#end(endFailure({ ...failed, stderr: [] }, end));
  }

  /** Those that wait first: otherwise each that fails would let one of them start. */
  #failCalls(error: LoomError): void {
    this.queue.failAll(error);
    this.peer.failAll(error);
  }

  #end(error: LoomError | undefined): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#setState({ phase: 'stopping', since: Date.now() });
    this.#options.traffic.ended(this, error);
  }

  #setState(state: InstanceState): void {
    if (this.state.phase === state.phase) return;
    this.state = state;
    this.#options.traffic.changed(this);
  }

  #failed(): FailedInstance {
    const { serverId, startedAt, pid, isReady: wasReady } = this;
    // What one client's call made a server write is nothing for another's.
    const isShared = this.served.size > 1;
    const stderr = isShared ? [] : this.#options.log.tail({ pid, startedAt });
    return { serverId, startedAt, wasReady, stderr };
  }
}
