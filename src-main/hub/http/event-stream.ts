import type { ServerResponse } from 'node:http';
import type { EventHistory } from './event-history.ts';

/**
 * One SSE stream to a client. It outlives its connection: events that nobody receives stay in the
 * history until the client asks for them with `Last-Event-ID`.
 */
export class EventStream {
  readonly number: number;
  readonly #history: EventHistory;
  #response: ServerResponse | undefined;
  #ended = false;

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
   * the first real one (2025-11-25 on; older clients would try to parse it).
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
    response.writeHead(200, sseHeaders);
    response.flushHeaders();
    if (options.prime) response.write(`id: ${this.#history.add(this.number, empty)}\ndata: \n\n`);
    if (options.lastEventId === undefined) return;
    for (const { id, data } of this.#history.after(options.lastEventId)) {
      if (data.length > 0) this.#write(id, [data]);
    }
    if (this.#ended) response.end();
  }

  send(message: readonly Uint8Array[]): void {
    const data = message.length === 1 && message[0] ? message[0] : Buffer.concat(message);
    this.#write(this.#history.add(this.number, data), [data]);
  }

  /** A comment keeps proxies and clients from giving up a quiet connection. */
  keepAlive(): void {
    this.#response?.write(': still here\n\n');
  }

  end(): void {
    this.#ended = true;
    this.#response?.end();
    this.#response = undefined;
  }

  #write(id: string, data: readonly Uint8Array[]): void {
    if (!this.#response) return;
    this.#response.cork();
    this.#response.write(`id: ${id}\nevent: message\ndata: `);
    for (const piece of data) this.#response.write(piece);
    this.#response.write('\n\n');
    this.#response.uncork();
  }
}

const empty = new Uint8Array();

const sseHeaders = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};
