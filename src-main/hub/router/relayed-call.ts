import { type LoomError, toLoomError } from '../../../src-shared/errors.ts';
import { idOf, paramSpans, type ResponseFrame } from '../../../src-shared/wire/frame.ts';
import type { Span } from '../../../src-shared/wire/json-scan.ts';
import { type Edit, splice } from '../../../src-shared/wire/splice.ts';
import {
  errorMessage,
  failedToolMessage,
  failureMessage,
  notificationMessage,
  type Pieces,
  resultMessage,
} from '../mcp/message.ts';
import { type PendingAnswer, ServerRefusal } from '../mcp/peer.ts';
import type { RetryParams } from '../mcp/request-crossing.ts';
import type { ClientRequest, SessionCall } from '../sessions/session.ts';
import type { QueuedCall } from '../upstreams/call-queue.ts';
import type { Instance } from '../upstreams/instance.ts';
import { justStopping, notUnderstood, timedOut, tooManyRounds } from './call-failures.ts';
import type { CallHost } from './call-host.ts';
import { CallPlace } from './call-place.ts';
import type { EndedCall } from './ended-call.ts';
import { mirroredParts } from './mirrored-parts.ts';
import type { FinalAnswer } from './pairings.ts';
import type { InputRequired } from './questions/input-required.ts';
import { eraOf, tokenIn } from './request-parts.ts';
import type { Route } from './route.ts';

type CallState =
  | { phase: 'acquiring' | 'queued' | 'done' }
  /** `lastSign` is when the server last said something of it; Infinity while nobody must hurry. */
  | { phase: 'running'; id: number; lastSign: number }
  /** A modern server waits for the answers of a legacy client. */
  | { phase: 'asking'; questions: AbortController };

const acquiring: CallState = { phase: 'acquiring' };
const queued: CallState = { phase: 'queued' };
const done: CallState = { phase: 'done' };

/** One request on its way through the hub: to its instance, and its answer back. */
export class RelayedCall implements PendingAnswer, QueuedCall, SessionCall, EndedCall {
  readonly route: Route;
  readonly sessionId: string;
  readonly startedAt = performance.now();
  instance: Instance | undefined;
  readonly #host: CallHost;
  readonly #place: CallPlace;
  #request: ClientRequest;
  #progressToken: Span | undefined;
  #retry: RetryParams | undefined;
  #rounds = 0;
  #state: CallState = acquiring;

  constructor(request: ClientRequest, route: Route, host: CallHost) {
    this.#request = request;
    this.route = route;
    this.sessionId = request.session.id;
    this.#progressToken = route.progressToken;
    this.#host = host;
    this.#place = new CallPlace(this, request);
  }

  /** Whom the answer goes to; another one once a parked call was resumed. */
  get request(): ClientRequest {
    return this.#request;
  }

  get isRunning(): boolean {
    return this.#state.phase === 'running';
  }

  begin(): void {
    this.#place.take();
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
    const { instance, route } = this;
    if (!instance) return;
    const { frame } = this.#request;
    const id = instance.peer.nextId();
    this.#state = { phase: 'running', id, lastSign: Date.now() };
    const text = String(id);
    const edits: Edit[] = [{ span: frame.id, text }, ...route.edits];
    if (this.#progressToken) edits.push({ span: this.#progressToken, text });
    edits.push(...this.#host.pairings.requestEdits(this, this.#retry));
    this.#retry = undefined;
    const { mirrored } = route;
    const message = {
      method: frame.method,
      pieces: splice(frame.bytes, edits),
      mirrored: mirrored && mirroredParts(frame, mirrored, instance),
    };
    instance.peer.relay(id, message, this);
  }

  answered(frame: ResponseFrame): void {
    const { instance, route } = this;
    if (!instance || this.#state.phase !== 'running') return;
    instance.proven = true;
    const answer = this.#host.pairings.readAnswer(this, frame);
    if (answer.kind === 'input') this.#ask(instance, answer);
    else if (answer.kind === 'foreign') {
      this.failed(notUnderstood(route.serverId, answer.resultType));
    } else {
      route.onAnswer?.(frame, instance, this.#state.id);
      const outcome = frame.outcome === 'result' ? 'ok' : 'error';
      this.#settle(outcome, this.#answerText(frame, answer), frame);
    }
  }

  failed(error: LoomError): void {
    const id = idOf(this.#request.frame);
    const answer = this.route.asTool
      ? failedToolMessage(id, error, eraOf(this.#request))
      : failureMessage(id, error);
    this.#settle('error', answer, error);
  }

  cancel(message?: (upstreamId: number) => Pieces): void {
    if (this.#state === done) return;
    this.#withdraw(message ?? cancelledMessage('the client is gone'));
    this.#finish('cancelled');
    this.#request.drop();
  }

  /** The server's progress for this call, its token already found to be ours. */
  progressed(bytes: Uint8Array, token: Span): void {
    const original = this.#progressToken;
    const state = this.#state;
    if (state.phase === 'running') state.lastSign = Math.max(state.lastSign, Date.now());
    if (!original) return;
    const { frame } = this.#request;
    const text = frame.bytes.subarray(original.start, original.end);
    this.#request.notify(splice(bytes, [{ span: token, text }]));
  }

  /**
   * From now on answer and progress go to another request: one that stands in while nobody waits, or
   * the client's retry. Its id, stream and progress token count.
   *
   * @param patience - 'endless' while it is the client that keeps the server waiting.
   */
  continueAs(request: ClientRequest, patience: 'endless' | 'call_timeout'): void {
    const state = this.#state;
    if (state === done) return;
    this.#request = request;
    this.#place.moveTo(request);
    const [meta] = paramSpans(request.frame, ['_meta']) ?? [];
    this.#progressToken = meta && tokenIn(request.frame.bytes, meta);
    if (state.phase === 'running')
      state.lastSign = patience === 'endless' ? Number.POSITIVE_INFINITY : Date.now();
  }

  expire(before: number): void {
    const state = this.#state;
    if (state.phase !== 'running' || state.lastSign > before) return;
    this.#withdraw(cancelledMessage('it took too long'));
    this.failed(timedOut(this.route.serverId));
  }

  #enter(instance: Instance): void {
    if (this.#state === done) return;
    if (!instance.isReady) {
      this.failed(justStopping(this.route.serverId));
      return;
    }
    this.instance = instance;
    const refusal = this.#host.pairings.admit(this);
    const byHub = refusal ? undefined : this.route.byHub?.(instance);
    if (refusal) this.#settle('error', refusal);
    else if (byHub !== undefined) void this.#answerByHub(byHub);
    else {
      this.#state = queued;
      instance.lastUsedAt = Date.now();
      instance.queue.enter(this);
    }
  }

  /** What the server said in the end is its answer. */
  async #answerByHub(result: Promise<Uint8Array>): Promise<void> {
    const id = idOf(this.#request.frame);
    try {
      this.#settle('ok', resultMessage(id, await result));
    } catch (error) {
      if (error instanceof ServerRefusal) {
        this.#settle('error', errorMessage(id, error.code, error.message), error);
      } else this.failed(toLoomError(error));
    }
  }

  /** Meanwhile it holds no place among the calls that run, and no time limit counts. */
  #ask(instance: Instance, input: InputRequired): void {
    this.#rounds += 1;
    if (this.#rounds > mostRounds) {
      this.failed(tooManyRounds(this.route.serverId, mostRounds));
      return;
    }
    const asking: CallState = { phase: 'asking', questions: new AbortController() };
    this.#state = asking;
    instance.lastUsedAt = Date.now();
    instance.queue.leave();
    this.#host.askClient(this, input, asking.questions).then(
      (retry) => {
        if (this.#state !== asking) return;
        this.#retry = retry;
        this.#enter(instance);
      },
      (error) => this.failed(toLoomError(error)),
    );
  }

  #answerText(frame: ResponseFrame, answer: FinalAnswer): Pieces {
    const id = idOf(this.#request.frame);
    if (answer.kind === 'replaced') return resultMessage(id, answer.result);
    if (!frame.id) return [frame.bytes];
    return splice(frame.bytes, [{ span: frame.id, text: id }, ...answer.edits]);
  }

  #settle(outcome: 'ok' | 'error', answer: Pieces, said?: ResponseFrame | Error): void {
    if (this.#state === done) return;
    this.#finish(outcome, said);
    this.#request.reply(answer);
  }

  #withdraw(message: (upstreamId: number) => Pieces): void {
    const { instance } = this;
    const state = this.#state;
    if (state.phase === 'queued') instance?.queue.withdraw(this);
    if (state.phase !== 'running' || !instance) return;
    if (instance.era === 'legacy') this.#place.home.isHaunted = true;
    // What it logs from now on, with no word of whose it is, must reach nobody else.
    const isUnsure = instance.era === 'modern' && instance.spec.transport === 'stdio';
    instance.peer.forget(state.id, isUnsure ? this.sessionId : undefined);
    instance.peer.send(message(state.id), 'notifications/cancelled');
  }

  #finish(outcome: 'ok' | 'error' | 'cancelled', said?: ResponseFrame | Error): void {
    const state = this.#state;
    this.#state = done;
    this.#place.leave();
    if (this.instance) this.instance.lastUsedAt = Date.now();
    this.#host.finished(this, outcome, said);
    if (state.phase === 'running') this.instance?.queue.leave();
    if (state.phase === 'asking') state.questions.abort();
  }
}

/** A server that asks again and again would keep its client busy for ever. */
const mostRounds = 8;

function cancelledMessage(reason: string): (requestId: number) => Pieces {
  return (requestId) => notificationMessage('notifications/cancelled', { requestId, reason });
}
