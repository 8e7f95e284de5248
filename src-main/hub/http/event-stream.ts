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
    response.writeHead(200, sseHeaders);
    response.flushHeaders();
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
    // Copied even where it is one piece: the history would keep all that was read along with it.
    const data = Buffer.concat(message);
    const id = this.#history.add(this.number, data);
    if (this.#response) this.#write(id, [data]);
    else if (this.#unheard.length < mostUnheard && this.#unheardBytes < mostBytes) {
      this.#unheard.push({ id, data });
      this.#unheardBytes += data.length;
    }
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
    if (this.#response.writableLength > mostBytes) {
      // A client that never reads must not fill the memory; one that is slow may resume.
      this.#response.destroy();
      this.#response = undefined;
      return;
    }
    this.#response.cork();
    this.#response.write(`id: ${id}\nevent: message\ndata: `);
    for (const piece of data) this.#response.write(piece);
    this.#response.write('\n\n');
    this.#response.uncork();
  }
}

const mostUnheard = 100;
/** What may wait for a client before one more event; a single one may be of any length. */
const mostBytes = 32 * 1024 * 1024;
const retryAfterMs = 1_000;

const empty = new Uint8Array();

const sseHeaders = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};
