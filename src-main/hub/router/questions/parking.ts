import { randomBytes } from 'node:crypto';
import { LoomError } from '../../../../src-shared/errors.ts';
import { idKey, idOf } from '../../../../src-shared/wire/frame.ts';
import type { Span } from '../../../../src-shared/wire/json-scan.ts';
import { failureMessage, notificationMessage, resultMessage, rpcCodes } from '../../mcp/message.ts';
import type { ClientRequest, Session, SessionCall } from '../../sessions/session.ts';
import type { Instance } from '../../upstreams/instance.ts';
import { refuse, textAt } from '../request-parts.ts';
import { whyNotInput } from './may-ask.ts';
import { isParkable, type ParkableCall, ParkedCall } from './parked-call.ts';
import { ParkedCalls } from './parked-calls.ts';
import {
  type AskedFrame,
  inputRequired,
  inputResponses,
  ParkedQuestion,
} from './parked-question.ts';
import { followed, parkedRequest, withId } from './parked-request.ts';
import { SealedStates, stateBinding } from './sealed-state.ts';

/** Servers that ask several things at once write them one after the other; in milliseconds. */
const gatherMs = 10;

export interface ParkingOptions {
  /** How long a client may take for its retry, in milliseconds. */
  inputWaitMs: number;
}

/**
 * Questions of legacy servers to clients of the modern era, which cannot be asked anything: the call
 * that the question is about is answered with `input_required` and parked, and the client's retry
 * brings the answer and goes on in its place (2026-07-28 basic/patterns/mrtr; mcp.md 3.5).
 */
export class Parking {
  readonly #options: ParkingOptions;
  readonly #states = new SealedStates();
  readonly #all = new ParkedCalls();
  /** Those whose retry is due, by the id in their state. */
  readonly #waiting = new Map<string, ParkedCall>();
  #stopping = false;

  constructor(options: ParkingOptions) {
    this.#options = options;
  }

  /**
   * The call that a question of this instance most likely belongs to: the latest that is not asked
   * anything yet, since mostly each asks once, or one that waits for its retry.
   */
  callOn(session: Session, instance: Instance): SessionCall | undefined {
    const own = session.calls
      .values()
      .filter((call) => call.instance === instance && isParkable(call));
    const awaited = own.filter(({ request }) => !request.isParked);
    const unasked = awaited.findLast((call) => !this.#all.get(call)?.questions.size);
    return unasked ?? awaited.at(-1) ?? own.at(-1);
  }

  /**
   * A server asks the client of a modern request something.
   *
   * @returns why the client is not asked; undefined where it is.
   */
  ask(call: SessionCall, instance: Instance, asked: AskedFrame): string | undefined {
    const { request } = call;
    const { frame } = asked;
    if (!isParkable(call)) return `the client can be asked nothing during ${request.frame.method}`;
    const refusal = this.#stopping
      ? 'the hub is stopping'
      : (whyNotInput(request, frame) ?? this.#all.whyFull(call, frame.bytes.length));
    if (refusal) return refusal;
    const parked = this.#all.get(call) ?? this.#begin(call);
    parked.add(new ParkedQuestion(instance, asked));
    this.#askSoon(parked);
    return undefined;
  }

  /** A server does not want an answer any more. */
  withdraw(instance: Instance, upstreamKey: string): void {
    for (const { questions } of this.#all.values()) {
      for (const [key, question] of questions) {
        if (question.isFrom(instance, upstreamKey)) questions.delete(key);
      }
    }
  }

  /**
   * Takes the retry of a parked call, or refuses what only pretends to be one.
   *
   * @param state - where `params.requestState` stands.
   * @returns false where the state is not one of this hub's, so that it is the server's own affair.
   */
  takes(request: ClientRequest, state: Span | undefined): boolean {
    const text = textAt(request.frame.bytes, state);
    if (!request.envelope || text === undefined || !this.#states.isOurs(text)) return false;
    const parked = this.#waiting.get(this.#states.open(text, stateBinding(request)) ?? '');
    if (parked) this.#resume(parked, request);
    else request.reply(failureMessage(idOf(request.frame), unusable));
    return true;
  }

  /** The hub is about to end: nobody could resume what is parked. */
  stop(): void {
    this.#stopping = true;
    for (const parked of this.#waiting.values()) this.#giveUp(parked, 'the hub is stopping');
  }

  sessionEnded(session: Session): void {
    for (const parked of this.#all.values()) {
      if (parked.session === session) this.#giveUp(parked, 'the client is gone');
    }
  }

  /** Nobody wants the answers any more. What the client is to be told waits for its retry. */
  instanceEnded(instance: Instance): void {
    for (const { call, questions } of this.#all.values()) {
      if (call.instance === instance) questions.clear();
    }
  }

  #begin(call: ParkableCall): ParkedCall {
    const parked = new ParkedCall(call);
    this.#all.add(parked);
    parked.session.parked += 1;
    this.#follow(parked, call.request);
    return parked;
  }

  /** From now on it is the end of this request that ends it all. */
  #follow(parked: ParkedCall, client: ClientRequest): void {
    parked.client = client;
    parked.call.continueAs(
      followed(client, {
        answered: () => this.#answered(parked),
        dropped: () => this.#end(parked),
      }),
      'call_timeout',
    );
  }

  /** A little later: what a server asks in one go is asked in one answer. */
  #askSoon(parked: ParkedCall): void {
    if (!parked.client || parked.timer) return;
    parked.timer = setTimeout(() => {
      parked.timer = undefined;
      if (parked.client) this.#ask(parked, parked.client);
    }, gatherMs);
  }

  #ask(parked: ParkedCall, client: ClientRequest): void {
    const { questions, call } = parked;
    for (const [key, question] of questions) {
      // A question that had to wait was checked against what the request before declared.
      const refusal = this.#stopping ? 'the hub is stopping' : whyNotInput(client, question.frame);
      if (!refusal) continue;
      questions.delete(key);
      question.refuse(rpcCodes.methodNotFound, refusal);
    }
    if (questions.size === 0) return;
    const id = randomBytes(16).toString('hex');
    const { inputWaitMs } = this.#options;
    const events = {
      answered: (answer: Uint8Array) => this.#keep(parked, answer),
      dropped: () => this.#end(parked),
    };
    const standIn = parkedRequest(parked.session, { original: client.frame, id }, events);
    call.continueAs(standIn, 'endless');
    parked.client = undefined;
    parked.stateId = id;
    parked.timer = setTimeout(() => this.#giveUp(parked, late), inputWaitMs).unref();
    this.#waiting.set(id, parked);
    const state = this.#states.seal(id, Date.now() + inputWaitMs, stateBinding(client));
    const asked = new Map([...questions].map(([key, one]) => [key, one.toInputRequest()]));
    client.reply(resultMessage(idOf(client.frame), inputRequired(asked, state)));
  }

  #resume(parked: ParkedCall, request: ClientRequest): void {
    const { frame, session } = request;
    const responses = inputResponses(frame, [...parked.questions.keys()]);
    if (!responses) {
      refuse(request, rpcCodes.invalidParams, 'loom: inputResponses must be objects by key');
      return;
    }
    const key = idKey(frame.bytes, frame.id);
    if (session.calls.has(key) || parked.session.calls.has(key)) {
      refuse(request, rpcCodes.invalidRequest, 'a request with this id is still running');
      return;
    }
    this.#waiting.delete(parked.stateId);
    clearTimeout(parked.timer);
    parked.timer = undefined;
    const { answer } = parked;
    if (!answer) this.#follow(parked, request);
    parked.answerWith(responses);
    if (answer) {
      this.#answered(parked);
      request.reply(withId(answer, idOf(frame)));
    } else if (parked.questions.size > 0) this.#askSoon(parked);
  }

  /** The server did not wait for the answers, or has ended; the client learns it by its retry. */
  #keep(parked: ParkedCall, answer: Uint8Array): void {
    parked.answer = this.#all.hasRoomFor(answer.length)
      ? answer
      : Buffer.concat(failureMessage(anyId, notKept));
  }

  #giveUp(parked: ParkedCall, why: string): void {
    parked.refuseAll(rpcCodes.internalError, why);
    parked.call.cancel((requestId) =>
      notificationMessage('notifications/cancelled', { requestId, reason: why }),
    );
    this.#end(parked);
  }

  /** The server has answered: what it still asks belongs to another call of the client's. */
  #answered(parked: ParkedCall): void {
    const { session, questions } = parked;
    for (const [key, question] of questions) {
      const next = this.callOn(session, question.instance);
      // After a call that was given up the question may be of that one.
      if (question.isCertain || session.isHaunted || !next) continue;
      if (this.ask(next, question.instance, question) === undefined) questions.delete(key);
    }
    this.#end(parked);
  }

  /** Safe to call twice. */
  #end(parked: ParkedCall): void {
    if (parked.isOver) return;
    parked.isOver = true;
    clearTimeout(parked.timer);
    this.#waiting.delete(parked.stateId);
    this.#all.delete(parked);
    parked.refuseAll(rpcCodes.internalError, 'the call that the question belongs to has ended');
    const { session } = parked;
    session.parked -= 1;
    if (session.parked === 0) session.onFree?.();
  }
}

const late = 'the client gave no answer in time';

const unusable = new LoomError('usage', 'the requestState is not valid, or not any more', {
  remedy: 'Start the call again, without requestState and inputResponses.',
});

const notKept = new LoomError('server-busy', 'the answer came before the retry and was too large', {
  remedy: 'Start the call again.',
});
const anyId = Buffer.from('0');
