import type { ServerResponse } from 'node:http';
import { type EventHistory, historyCapacity } from './event-history.ts';
import { beginEvents, writeEvent, writeKeepAlive } from './server-events.ts';

/**
 * One SSE stream to a client. It outlives its connection: events that nobody receives stay in the
 * history until the client asks for them with `Last-Event-ID`.
 */
export class EventStream {
  readonly number: number;
  readonly #history: EventHistory;
  #response: ServerResponse | undefined;
  #ended = false;
  /** Events sent before anybody listened. */
  #unheard: { id: string; data: Uint8Array }[] = [];
  #unheardBytes = 0;

  constructor(number: number, history: EventHistory) {
    this.number = number;
    this.#history = history;
  }

  get connected(): boolean {
    return this.#response !== undefined;
  }

  /**
   * Sends events through this response from now on, first those after `lastEventId`.
   *
   * @param prime - begins with an empty event that carries an id, so that a client can resume before
   * the first real one, and says when to (2025-11-25 on; older clients would try to parse it).
   */
  connect(
    response: ServerResponse,
    options: { lastEventId?: string | undefined; prime: boolean },
  ): void {
    this.#response?.end();
    this.#response = response;
    response.on('close', () => {
      if (this.#response === response) this.#response = undefined;
    });
    beginEvents(response);
    if (options.prime) {
      const id = this.#history.add(this.number, empty);
      response.write(`id: ${id}\nretry: ${retryAfterMs}\ndata: \n\n`);
    }
    const unheard = this.#unheard;
    this.#unheard = [];
    this.#unheardBytes = 0;
    if (options.lastEventId === undefined) {
      for (const { id, data } of unheard) this.#write(id, [data]);
      return;
    }
    for (const { id, data } of this.#history.after(options.lastEventId)) {
      if (data.length > 0) this.#write(id, [data]);
    }
    if (this.#ended) response.end();
  }

  send(message: readonly Uint8Array[]): void {
    const data = inOwnMemory(message);
    const id = this.#history.add(this.number, data);
    if (this.#response) this.#write(id, [data]);
    else if (this.#unheard.length < mostUnheard && this.#unheardBytes < historyCapacity) {
      this.#unheard.push({ id, data });
      this.#unheardBytes += data.length;
    }
  }

  keepAlive(): void {
    if (this.#response) writeKeepAlive(this.#response);
  }

  end(): void {
    this.#ended = true;
    this.#response?.end();
    this.#response = undefined;
  }

  /** A client that is too slow loses its connection, and may resume. */
  #write(id: string, data: readonly Uint8Array[]): void {
    if (this.#response && !writeEvent(this.#response, data, id)) this.#response = undefined;
  }
}

/** Whatever is a part of a larger piece is copied: the history would keep all of that. */
function inOwnMemory(message: readonly Uint8Array[]): Uint8Array {
  const [only] = message;
  const isOwn = message.length === 1 && only?.byteLength === only?.buffer.byteLength;
  return isOwn && only ? only : Buffer.concat(message);
}

const mostUnheard = 100;
const retryAfterMs = 1_000;

const empty = new Uint8Array();
