import type { ServerResponse } from 'node:http';
import type { RequestFrame } from '../../../src-shared/wire/frame.ts';
import type { Envelope } from '../mcp/envelope.ts';
import type { Pieces } from '../mcp/message.ts';
import type { ClientRequest, Session } from '../sessions/session.ts';
import type { AcceptedTypes } from './accepted-types.ts';
import { joinIfShort, statusOfAnswer } from './answer-status.ts';
import { beginEvents, writeEvent, writeKeepAlive } from './server-events.ts';
import { writeJson } from './write-json.ts';

export interface ModernRequest {
  frame: RequestFrame;
  envelope: Envelope;
  /** Serves this request alone until `onOver`. */
  session: Session;
  accepts: AcceptedTypes;
  /** Nothing will be written any more; called once. */
  onOver(): void;
}

/**
 * The answer to one POST of the modern era (2026-07-28 basic/transports/streamable-http). It goes
 * out as JSON, whose HTTP status tells the kind of an error, unless something else has come before
 * it, it took long, or the client prefers events. A client that hangs up cancels its request.
 */
export class ModernExchange {
  /** Milliseconds since the epoch. */
  readonly startedAt = Date.now();
  readonly request: ClientRequest;
  readonly #response: ServerResponse;
  readonly #accepts: AcceptedTypes;
  readonly #onOver: () => void;
  #isStream = false;
  #isOver = false;

  constructor(response: ServerResponse, request: ModernRequest) {
    const { frame, envelope, session } = request;
    this.#response = response;
    this.#accepts = request.accepts;
    this.#onOver = request.onOver;
    this.request = {
      frame,
      envelope,
      session,
      reply: (message) => this.#reply(message),
      notify: (message) => this.#notify(message),
      drop: () => this.#drop(),
    };
    response.on('close', () => this.#hungUp());
  }

  /** Takes the client's patience for granted no longer: headers go out, events may follow. */
  becomeStream(): void {
    if (this.#isStream || this.#isOver || !this.#accepts.events) return;
    this.#isStream = true;
    beginEvents(this.#response);
  }

  keepAlive(): void {
    if (this.#isStream && !this.#isOver) writeKeepAlive(this.#response);
  }

  /** The hub closes, or the caller may not call any more: the end of the response tells it. */
  abandon(): void {
    this.#response.destroy();
    this.#hungUp();
  }

  #notify(message: Pieces): void {
    this.becomeStream();
    // A client that takes no events only gets the answer.
    if (this.#isStream && !this.#isOver) writeEvent(this.#response, message);
  }

  #reply(message: Pieces): void {
    if (this.#isOver) return;
    const answer = joinIfShort(message);
    const status = statusOfAnswer(answer);
    if (status === 200 && this.#accepts.prefersEvents) this.becomeStream();
    this.#isOver = true;
    if (!this.#isStream) writeJson(this.#response, answer, status);
    else if (writeEvent(this.#response, answer)) this.#response.end();
    this.#onOver();
  }

  /** Cancelled by the hub's own doing; a stream can end without an answer, JSON cannot. */
  #drop(): void {
    if (this.#isOver) return;
    this.becomeStream();
    this.#isOver = true;
    if (this.#isStream) this.#response.end();
    else this.#response.destroy();
    this.#onOver();
  }

  #hungUp(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    // The session has served nothing else meanwhile, so all that still runs in it is of this request.
    for (const call of this.request.session.calls.values()) call.cancel();
    this.#onOver();
  }
}
