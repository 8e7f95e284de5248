import type { ClientRequest, IncomingMessage } from 'node:http';
import {
  isPassing,
  mediaType,
  readEventStream,
  type StreamPosition,
  waitToReconnect,
} from './event-stream.ts';
import { type HttpSession, sessionHeaders } from './http-session.ts';

export interface ListenHandlers {
  message(bytes: Uint8Array): void;
  warning(text: string): void;
  /** The server does not know our session any more; the stream has ended. */
  sessionLost(): void;
}

/** Some servers send the head of the answer only with its first event. */
const longestOpeningMs = 3_000;
/** A stream that lived this long was a good one, though nothing came. */
const longLifeMs = 10_000;
/** How servers say that they have no such stream. */
const ordinaryRefusals = new Set([400, 404, 405, 406, 501]);

/**
 * The GET stream on which a server sends its own requests and notifications (2025-11-25
 * basic/transports, "Listening for Messages from the Server"). A dropped one is opened again, from
 * where it was, for as long as the session lasts; one the server does not offer is not asked for twice.
 */
export class ListenStream {
  /** Resolves when the stream is open, or it is known that there is none for now. */
  readonly opened: Promise<void>;
  readonly #session: HttpSession;
  readonly #handlers: ListenHandlers;
  readonly #setOpened: () => void;
  readonly #position: StreamPosition = { lastEventId: undefined, retryMs: undefined };
  #current: ClientRequest | undefined;
  #isClosed = false;
  #wasOpen = false;

  constructor(session: HttpSession, handlers: ListenHandlers) {
    this.#session = session;
    this.#handlers = handlers;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.opened = promise;
    this.#setOpened = resolve;
    const deadline = setTimeout(resolve, longestOpeningMs);
    void promise.then(() => clearTimeout(deadline));
    void this.#listen();
  }

  close(): void {
    this.#isClosed = true;
    this.#setOpened();
    this.#current?.destroy();
  }

  async #listen(): Promise<void> {
    const { signal } = this.#session;
    for (let failures = 0; ; ) {
      const response = await this.#connect();
      if (this.#isClosed) return;
      if (response && isOpen(response)) {
        if (await this.#read(response)) failures = 0;
      } else if (response && !this.#mayTryAgain(response)) return;
      this.#setOpened();
      await waitToReconnect(this.#position, failures++, signal);
      if (this.#isClosed || signal.aborted) return;
    }
  }

  async #connect(): Promise<IncomingMessage | undefined> {
    const { lastEventId } = this.#position;
    const outcome = await this.#session.client.request({
      method: 'GET',
      headers: {
        accept: 'text/event-stream',
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
        ...sessionHeaders(this.#session),
      },
      onOpen: (request) => {
        this.#current = request;
      },
    });
    // It would be refused in the same way until somebody signs in, who then gets a new session.
    if (!outcome.ok && outcome.error.code === 'sign-in-needed') this.close();
    return outcome.ok ? outcome.response : undefined;
  }

  /** @returns whether the stream was good for something before it ended. */
  async #read(response: IncomingMessage): Promise<boolean> {
    const { maxMessage: limit } = this.#session;
    const handlers = this.#handlers;
    this.#wasOpen = true;
    this.#setOpened();
    const openedAt = Date.now();
    const end = await readEventStream(response, {
      position: this.#position,
      limit,
      reader: {
        event: (type, data) => type === 'message' && !this.#isClosed && handlers.message(data),
        skipped: () =>
          handlers.warning(`sent a message of more than ${limit} bytes; it was skipped`),
      },
    });
    return end.hadEvents || Date.now() - openedAt > longLifeMs;
  }

  #mayTryAgain(response: IncomingMessage): boolean {
    response.resume();
    this.#setOpened();
    const status = response.statusCode ?? 0;
    if (isPassing(status)) return true;
    if (status === 404 && this.#wasOpen && this.#session.id !== undefined) {
      this.#handlers.sessionLost();
      return false;
    }
    // It may only be the event that the server does not know any more.
    const wasResuming = this.#position.lastEventId !== undefined;
    this.#position.lastEventId = undefined;
    if (wasResuming) return true;
    this.#tellRefusal(status);
    return false;
  }

  #tellRefusal(status: number): void {
    const handlers = this.#handlers;
    if (this.#wasOpen) handlers.warning(`does not re-open its stream of notifications (${status})`);
    else if (!ordinaryRefusals.has(status)) {
      handlers.warning(`refused its stream of notifications (${status})`);
    }
  }
}

function isOpen(response: IncomingMessage): boolean {
  return response.statusCode === 200 && mediaType(response) === 'text/event-stream';
}
