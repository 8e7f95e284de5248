import type { ServerResponse } from 'node:http';
import type { RequestFrame } from '../../../src-shared/wire/frame.ts';
import { batchMessage, type Pieces } from '../mcp/message.ts';
import type { ClientRequest } from '../sessions/session.ts';
import type { AcceptedTypes } from './accepted-types.ts';
import type { EventStream } from './event-stream.ts';
import type { HttpSession, OpenExchange } from './http-session.ts';
import { writeJson } from './write-json.ts';

export interface ExpectedAnswer {
  accepts: AcceptedTypes;
  /** How many answers are due. */
  requests: number;
  isBatch: boolean;
}

/**
 * The answer to one POST. A lone answer goes out as JSON, the cheapest, unless the client prefers
 * events; as soon as something else comes before it (progress, a question of the server's) or it
 * takes long, it becomes an SSE stream.
 */
export class PostExchange implements OpenExchange {
  readonly startedAt = Date.now();
  readonly #session: HttpSession;
  readonly #response: ServerResponse;
  readonly #accepts: AcceptedTypes;
  readonly #isBatch: boolean;
  readonly #number: number;
  #open: number;
  #answers: Pieces[] = [];
  #stream: EventStream | undefined;

  constructor(session: HttpSession, response: ServerResponse, expected: ExpectedAnswer) {
    this.#session = session;
    this.#response = response;
    this.#accepts = expected.accepts;
    this.#open = expected.requests;
    this.#isBatch = expected.isBatch;
    this.#number = session.opened(this);
    if (expected.accepts.prefersEvents) this.becomeStream();
  }

  toRequest(frame: RequestFrame): ClientRequest {
    return {
      frame,
      session: this.#session.session,
      reply: (message) => this.#reply(message),
      notify: (message) => this.#notify(message),
      drop: () => this.#settle(),
    };
  }

  /** Takes the client's patience for granted no longer: headers go out, events may follow. */
  becomeStream(): void {
    if (this.#stream || !this.#accepts.events || this.#response.destroyed) return;
    this.#stream = this.#session.openStream();
    this.#stream.connect(this.#response, { prime: this.#session.primes });
    for (const answer of this.#answers) this.#stream.send(answer);
    this.#answers = [];
  }

  /** The session has ended; whoever still waits is told so by the end of the response. */
  abandon(): void {
    if (this.#stream) this.#stream.end();
    else this.#response.destroy();
  }

  #notify(message: Pieces): void {
    this.becomeStream();
    if (this.#stream) this.#stream.send(message);
    else this.#session.send(message);
  }

  #reply(message: Pieces): void {
    if (this.#stream) this.#stream.send(message);
    else this.#answers.push(message);
    this.#settle();
  }

  #settle(): void {
    this.#open -= 1;
    if (this.#open !== 0) return;
    // With nothing to say there is no JSON to send, but a stream may end without an answer.
    if (this.#answers.length === 0) this.becomeStream();
    this.#finish();
  }

  #finish(): void {
    this.#session.exchanges.delete(this.#number);
    this.#session.lastUsedAt = Date.now();
    if (!this.#stream) {
      writeJson(
        this.#response,
        this.#isBatch ? batchMessage(this.#answers) : (this.#answers[0] ?? []),
      );
      return;
    }
    this.#stream.end();
    this.#session.streams.delete(this.#stream.number);
  }
}
