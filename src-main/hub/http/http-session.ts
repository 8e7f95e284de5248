import type { ServerResponse } from 'node:http';
import { InFlightMap } from '../mcp/in-flight-map.ts';
import type { Pieces } from '../mcp/message.ts';
import type { Session } from '../sessions/session.ts';
import { EventHistory } from './event-history.ts';
import { EventStream } from './event-stream.ts';

/** A POST that waits for its answers. */
export interface OpenExchange {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  becomeStream(): void;
  abandon(): void;
}

/** A session over Streamable HTTP: its streams and when it was last used. */
export class HttpSession {
  readonly history = new EventHistory();
  /** By the number that `opened` gave. */
  readonly exchanges = new InFlightMap<number, OpenExchange>();
  /** Unfinished streams by number; 0 is the standalone one that GET opens. */
  readonly streams = new Map<number, EventStream>();
  readonly standalone: EventStream;
  lastUsedAt = Date.now();
  #session: Session | undefined;
  #lastStream = 0;
  #lastExchange = 0;

  constructor() {
    this.standalone = new EventStream(0, this.history);
    this.streams.set(0, this.standalone);
  }

  get session(): Session {
    if (!this.#session) throw new Error('the session is not open yet');
    return this.#session;
  }

  bind(session: Session): void {
    this.#session = session;
  }

  /** Whether streams begin with an empty event to resume from. */
  get primes(): boolean {
    return (this.session.protocolVersion ?? '') >= '2025-11-25';
  }

  /** What belongs to no request. Kept for a while where the client has no stream open. */
  send(message: Pieces): void {
    this.standalone.send(message);
  }

  /** Counts an exchange among the open ones and returns its number. */
  opened(exchange: OpenExchange): number {
    this.#lastExchange += 1;
    this.exchanges.set(this.#lastExchange, exchange);
    return this.#lastExchange;
  }

  openStream(): EventStream {
    this.#lastStream += 1;
    const stream = new EventStream(this.#lastStream, this.history);
    this.streams.set(stream.number, stream);
    return stream;
  }

  /** Resumes the stream of an event; false where the id is unknown. */
  resume(lastEventId: string, response: ServerResponse): boolean {
    const number = this.history.streamOf(lastEventId);
    if (number === undefined || number > this.#lastStream) return false;
    let stream = this.streams.get(number);
    if (!stream) {
      // It has ended; what the client missed is all there is.
      stream = new EventStream(number, this.history);
      stream.end();
    }
    stream.connect(response, { lastEventId, prime: false });
    return true;
  }

  get busy(): boolean {
    return (
      this.session.calls.size > 0 || [...this.streams.values()].some(({ connected }) => connected)
    );
  }

  close(): void {
    for (const exchange of this.exchanges.values()) exchange.abandon();
    for (const stream of this.streams.values()) stream.end();
  }
}
