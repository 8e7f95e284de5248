import {
  idKey,
  idOf,
  integerId,
  type NotificationFrame,
  paramSpans,
  type RequestFrame,
  type ResponseFrame,
} from '../../../../src-shared/wire/frame.ts';
import { splice } from '../../../../src-shared/wire/splice.ts';
import { errorMessage, notificationMessage, resultMessage, rpcCodes } from '../../mcp/message.ts';
import type { ClientRequest, Session, SessionCall } from '../../sessions/session.ts';
import type { Instance } from '../../upstreams/instance.ts';
import { emptyResult } from '../request-parts.ts';
import { isQuestion, missingCapability } from './may-ask.ts';
import {
  notAsked,
  OwnQuestion,
  type Question,
  type QuestionAnswer,
  questionFrame,
} from './own-question.ts';
import type { Parking } from './parking.ts';
import { RelayedQuestion, renamed } from './relayed-question.ts';

/** Questions that may wait for one client at once, and how long a question's id may be. */
const mostAsked = 256;
const longestId = 1024;

export interface ServerRequestsOptions {
  session(id: string): Session | undefined;
  /** The server asked its client for something: from now on each session gets its own instance. */
  markInteractive(instance: Instance): void;
}

/**
 * Requests that servers of the legacy era make. They go to the one session that the instance has ever
 * served, or are refused: to guess an owner among several would show one client's matters to another.
 */
export class ServerRequests {
  readonly #options: ServerRequestsOptions;
  readonly #parking: Parking;

  constructor(options: ServerRequestsOptions, parking: Parking) {
    this.#options = options;
    this.#parking = parking;
  }

  /**
   * A server asks.
   *
   * @param about - the id of the hub's request that it belongs to, where the transport tells.
   */
  take(instance: Instance, frame: RequestFrame, about?: number): void {
    if (instance.era === 'modern') {
      // 2026-07-28 basic/transports: only clients send requests.
      instance.peer.warn(`asked its client by ${frame.method}, as servers of its era must not`);
      refuseTo(instance, frame, 'servers of this era send no requests');
      return;
    }
    if (frame.method === 'ping') {
      instance.peer.send(resultMessage(idOf(frame), emptyResult));
      return;
    }
    if (isQuestion(frame.method)) this.#options.markInteractive(instance);
    const owner = this.owner(instance);
    if (!owner) instance.askedInVain = true;
    const refusal = owner
      ? this.#ask(owner, instance, { frame, about })
      : 'no single client owns this connection';
    if (refusal) refuseTo(instance, frame, refusal);
  }

  /** The session that alone was ever served by the instance, if it is still there. */
  owner(instance: Instance): Session | undefined {
    const sessionId = instance.soleSession;
    return sessionId === undefined ? undefined : this.#options.session(sessionId);
  }

  /**
   * Asks a client of the legacy era something for the hub itself, on the stream of the request that
   * it is about.
   *
   * @param signal - withdraws the question; the client is told.
   * @returns the client's result, or why there is none: it cannot be asked, refused, or has gone.
   */
  ask(
    session: Session,
    question: Question & { about: ClientRequest },
    signal: AbortSignal,
  ): Promise<QuestionAnswer> {
    const frame = questionFrame(question);
    if (!frame) return Promise.resolve(notAsked(rpcCodes.invalidRequest, 'it is malformed'));
    const refusal = session.closed ? 'the client is gone' : refusalOf(session, frame);
    if (refusal) return Promise.resolve(notAsked(rpcCodes.methodNotFound, refusal));
    if (signal.aborted) return Promise.resolve(withdrawn);
    const askId = session.nextAskId();
    return new Promise((resolve) => {
      const withdraw = () => {
        session.asked.delete(askId);
        const params = { requestId: askId, reason: 'the question was withdrawn' };
        session.send(notificationMessage('notifications/cancelled', params), question.about);
        resolve(withdrawn);
      };
      signal.addEventListener('abort', withdraw, { once: true });
      const settle = (answer: QuestionAnswer) => {
        signal.removeEventListener('abort', withdraw);
        resolve(answer);
      };
      session.asked.set(askId, new OwnQuestion(settle));
      session.send(renamed(frame, askId), question.about);
    });
  }

  /** A client answers what it was asked. */
  answer(session: Session, frame: ResponseFrame): void {
    const id = frame.id ? integerId(frame.bytes, frame.id) : -1;
    const asked = session.asked.get(id);
    session.asked.delete(id);
    asked?.answered(frame);
  }

  /** A client reports progress on what it was asked. */
  progress(session: Session, frame: NotificationFrame): void {
    const [token] = paramSpans(frame, ['progressToken']) ?? [];
    if (token) session.asked.get(integerId(frame.bytes, token))?.progressed(frame, token);
  }

  /** A server does not want an answer any more. */
  cancelled(instance: Instance, frame: NotificationFrame): void {
    const owner = this.owner(instance);
    const [requestId] = paramSpans(frame, ['requestId']) ?? [];
    if (!requestId) return;
    const key = idKey(frame.bytes, requestId);
    this.#parking.withdraw(instance, key);
    for (const [askId, asked] of owner?.asked ?? []) {
      if (!asked.isFrom(instance, key)) continue;
      owner?.asked.delete(askId);
      const pieces = splice(frame.bytes, [{ span: requestId, text: String(askId) }]);
      owner?.send(pieces, owner.callOn(instance)?.request);
    }
  }

  /** The instance is gone: nobody waits for the answers any more. */
  instanceEnded(instance: Instance): void {
    const owner = this.owner(instance);
    for (const [askId, asked] of owner?.asked ?? []) {
      if (!asked.isFrom(instance)) continue;
      owner?.asked.delete(askId);
      const params = { requestId: askId, reason: 'the server that asked has ended' };
      owner?.send(notificationMessage('notifications/cancelled', params));
    }
  }

  /** The client is gone: whoever asked it must not wait for ever. */
  sessionEnded(session: Session): void {
    const open = [...session.asked.values()];
    session.asked.clear();
    for (const asked of open) asked.abandoned();
  }

  /** Returns why the client is not asked. */
  #ask(
    owner: Session,
    instance: Instance,
    { frame, about }: { frame: RequestFrame; about: number | undefined },
  ): string | undefined {
    if (frame.id.end - frame.id.start > longestId) return 'the id of the question is too long';
    const call = this.#callOf(owner, instance, about);
    if (call?.request.envelope) {
      return this.#parking.ask(call, instance, { frame, isCertain: about !== undefined });
    }
    // Outside of a request a client of the modern era cannot be asked.
    if (!owner.initialized) return 'the client has no request that the question could belong to';
    return this.#relay(owner, frame, { instance, about: call?.request });
  }

  /** The call that a question belongs to: as the transport tells, else the latest one most likely. */
  #callOf(owner: Session, instance: Instance, about: number | undefined): SessionCall | undefined {
    const told: unknown = about === undefined ? undefined : instance.peer.pendingFor(about);
    const known = owner.calls.values().find((call) => call === told);
    if (known) return known;
    const latest = owner.callOn(instance);
    if (latest && !latest.request.envelope) return latest;
    return this.#parking.callOn(owner, instance) ?? latest;
  }

  #relay(
    owner: Session,
    frame: RequestFrame,
    { instance, about }: { instance: Instance; about: ClientRequest | undefined },
  ): string | undefined {
    const refusal = refusalOf(owner, frame);
    if (refusal) return refusal;
    const askId = owner.nextAskId();
    owner.asked.set(askId, new RelayedQuestion(instance, frame));
    owner.send(renamed(frame, askId), about);
    return undefined;
  }
}

function refuseTo(instance: Instance, frame: RequestFrame, why: string): void {
  instance.peer.send(errorMessage(idOf(frame), rpcCodes.methodNotFound, `loom: ${why}`));
}

const withdrawn = notAsked(rpcCodes.invalidRequest, 'the question was withdrawn');

/** Why this client must not be asked this, in words for the server's log; undefined where it may. */
function refusalOf(session: Session, frame: RequestFrame): string | undefined {
  if (session.asked.size >= mostAsked) return `too many questions wait for the client already`;
  const missing = missingCapability(session.capabilities, frame);
  return missing && `the client has no "${missing}" capability`;
}
