import { LoomError, toLoomError } from '../../../src-shared/errors.ts';
import { idKey, idOf, type ResponseFrame } from '../../../src-shared/wire/frame.ts';
import type { Span } from '../../../src-shared/wire/json-scan.ts';
import { type Edit, splice } from '../../../src-shared/wire/splice.ts';
import {
  failedToolMessage,
  failureMessage,
  notificationMessage,
  type Pieces,
} from '../mcp/message.ts';
import type { PendingAnswer } from '../mcp/peer.ts';
import type { ClientRequest, SessionCall } from '../sessions/session.ts';
import type { QueuedCall } from '../upstreams/call-queue.ts';
import type { Instance } from '../upstreams/instance.ts';

/** Where a request goes and what has to be changed in it besides its id. */
export interface Route {
  /** Finds or starts the instance. */
  acquire(): Instance | Promise<Instance>;
  serverId: string;
  edits: Edit[];
  /** The value of the client's progress token. */
  progressToken: Span | undefined;
  /** Whether failures of the hub's own are told as a tool's result, so that a model sees them. */
  asTool: boolean;
  /** Looks at the answer before it goes on. */
  onAnswer?(frame: ResponseFrame, instance: Instance, upstreamId: number): void;
}

export interface CallObserver {
  finished(call: RelayedCall, outcome: 'ok' | 'error' | 'cancelled'): void;
}

/** One request on its way through the hub: to its instance, and its answer back. */
export class RelayedCall implements PendingAnswer, QueuedCall, SessionCall {
  readonly request: ClientRequest;
  readonly route: Route;
  readonly sessionId: string;
  instance: Instance | undefined;
  readonly #observer: CallObserver;
  readonly #key: string;
  #upstreamId = 0;
  #lastSign = 0;
  #state: 'acquiring' | 'queued' | 'running' | 'done' = 'acquiring';

  constructor(request: ClientRequest, route: Route, observer: CallObserver) {
    this.request = request;
    this.route = route;
    this.sessionId = request.session.id;
    this.#observer = observer;
    this.#key = idKey(request.frame.bytes, request.frame.id);
  }

  begin(): void {
    const { session, frame } = this.request;
    session.calls.set(this.#key, this);
    session.heldBytes += frame.bytes.length;
    try {
      const instance = this.route.acquire();
      if (instance instanceof Promise)
        instance.then(
          (ready) => this.#enter(ready),
          (error) => this.failed(toLoomError(error)),
        );
      else this.#enter(instance);
    } catch (error) {
      this.failed(toLoomError(error));
    }
  }

  /** Its turn on the instance has come (called by the queue). */
  start(): void {
    const { instance, request, route } = this;
    if (!instance) return;
    const { frame } = request;
    this.#state = 'running';
    this.#lastSign = Date.now();
    this.#upstreamId = instance.peer.nextId();
    const id = String(this.#upstreamId);
    const edits: Edit[] = [{ span: frame.id, text: id }, ...route.edits];
    if (route.progressToken) edits.push({ span: route.progressToken, text: id });
    const pieces = splice(frame.bytes, edits);
    instance.peer.relay(this.#upstreamId, { method: frame.method, pieces }, this);
  }

  answered(frame: ResponseFrame): void {
    const { instance, request, route } = this;
    if (!instance || !frame.id) return;
    instance.proven = true;
    route.onAnswer?.(frame, instance, this.#upstreamId);
    this.#finish(frame.outcome === 'result' ? 'ok' : 'error');
    request.reply(splice(frame.bytes, [{ span: frame.id, text: idOf(request.frame) }]));
  }

  failed(error: LoomError): void {
    if (this.#state === 'done') return;
    this.#finish('error');
    const answer = this.route.asTool ? failedToolMessage : failureMessage;
    this.request.reply(answer(idOf(this.request.frame), error));
  }

  cancel(message?: (upstreamId: number) => Pieces): void {
    if (this.#state === 'done') return;
    this.#withdraw(message ?? cancelledMessage('the client is gone'));
    this.#finish('cancelled');
    this.request.drop();
  }

  /** The server's progress for this call, its token already found to be ours. */
  progressed(bytes: Uint8Array, token: Span): void {
    const { frame } = this.request;
    const original = this.route.progressToken;
    if (!original) return;
    this.#lastSign = Date.now();
    const text = frame.bytes.subarray(original.start, original.end);
    this.request.notify(splice(bytes, [{ span: token, text }]));
  }

  expire(before: number): void {
    if (this.#state !== 'running' || this.#lastSign > before) return;
    this.#withdraw(cancelledMessage('it took too long'));
    const { serverId } = this.route;
    this.failed(
      new LoomError(
        'server-timeout',
        `server "${serverId}" gave no answer within its call_timeout`,
        {
          server: serverId,
          remedy: `Raise call_timeout of "${serverId}" in registry.yaml.`,
        },
      ),
    );
  }

  #enter(instance: Instance): void {
    if (this.#state === 'done') return;
    if (!instance.isReady) {
      const { serverId } = this.route;
      this.failed(
        new LoomError('server-unavailable', `server "${serverId}" is just stopping`, {
          server: serverId,
          remedy: 'Try again.',
        }),
      );
      return;
    }
    this.instance = instance;
    this.#state = 'queued';
    instance.lastUsedAt = Date.now();
    instance.queue.enter(this);
  }

  #withdraw(message: (upstreamId: number) => Pieces): void {
    const { instance } = this;
    if (this.#state === 'queued') instance?.queue.withdraw(this);
    if (this.#state !== 'running' || !instance) return;
    instance.peer.forget(this.#upstreamId);
    instance.peer.send(message(this.#upstreamId), 'notifications/cancelled');
  }

  #finish(outcome: 'ok' | 'error' | 'cancelled'): void {
    const held = this.#state === 'running';
    this.#state = 'done';
    const { session, frame } = this.request;
    if (session.calls.get(this.#key) === this) session.calls.delete(this.#key);
    session.heldBytes -= frame.bytes.length;
    if (this.instance) this.instance.lastUsedAt = Date.now();
    this.#observer.finished(this, outcome);
    if (held) this.instance?.queue.leave();
  }
}

function cancelledMessage(reason: string): (requestId: number) => Pieces {
  return (requestId) => notificationMessage('notifications/cancelled', { requestId, reason });
}
