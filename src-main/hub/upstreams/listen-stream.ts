import type { ClientRequest, IncomingMessage } from 'node:http';
import {
  isPassing,
  mediaType,
  readEventStream,
  type StreamPosition,
  waitToReconnect,
} from './event-stream.ts';
import { type HttpSession, sessionHeaders } from './http-session.ts';

export interface ListenStream {
  /** Resolves when the stream is open, or it is known that there is none for now. */
  opened: Promise<void>;
  close(): void;
}

export interface ListenHandlers {
  message(bytes: Uint8Array): void;
  warning(text: string): void;
  /** The server does not know our session any more; the stream has ended. */
  sessionLost(): void;
}

/** Some servers send the head of the answer only with its first event. */
const LONGEST_OPENING_MS = 3_000;
/** A stream that lived this long was a good one, though nothing came. */
const LONG_LIFE_MS = 10_000;
/** How servers say that they have no such stream. */
const ordinaryRefusals = new Set([400, 404, 405, 406, 501]);

/**
 * The GET stream on which a server sends its own requests and notifications (2025-11-25
 * basic/transports, "Listening for Messages from the Server"). A dropped one is opened again, from
 * where it was, for as long as the session lasts; one the server does not offer is not asked for twice.
 */
export function openListenStream(session: HttpSession, handlers: ListenHandlers): ListenStream {
  const opening = Promise.withResolvers<void>();
  const deadline = setTimeout(opening.resolve, LONGEST_OPENING_MS);
  void opening.promise.then(() => clearTimeout(deadline));
  const position: StreamPosition = { lastEventId: undefined, retryMs: undefined };
  let current: ClientRequest | undefined;
  let isClosed = false;
  let wasOpen = false;

  async function listen(): Promise<void> {
    for (let failures = 0; ; ) {
      const response = await connect();
      if (isClosed) return;
      if (response && isOpen(response)) {
        if (await read(response)) failures = 0;
      } else if (response && !mayTryAgain(response)) return;
      opening.resolve();
      await waitToReconnect(position, failures++, session.signal);
      if (isClosed || session.signal.aborted) return;
    }
  }

  async function connect(): Promise<IncomingMessage | undefined> {
    const { lastEventId } = position;
    const outcome = await session.client.request({
      method: 'GET',
      headers: {
        accept: 'text/event-stream',
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
        ...sessionHeaders(session),
      },
      onOpen: (request) => {
        current = request;
      },
    });
    return outcome.ok ? outcome.response : undefined;
  }

  /** @returns whether the stream was good for something before it ended. */
  async function read(response: IncomingMessage): Promise<boolean> {
    wasOpen = true;
    opening.resolve();
    const openedAt = Date.now();
    const end = await readEventStream(response, {
      position,
      limit: session.maxMessage,
      reader: {
        event: (type, data) => type === 'message' && !isClosed && handlers.message(data),
        skipped: () =>
          handlers.warning(
            `sent a message of more than ${session.maxMessage} bytes; it was skipped`,
          ),
      },
    });
    return end.hadEvents || Date.now() - openedAt > LONG_LIFE_MS;
  }

  function mayTryAgain(response: IncomingMessage): boolean {
    response.resume();
    opening.resolve();
    const status = response.statusCode ?? 0;
    if (isPassing(status)) return true;
    if (status === 404 && wasOpen && session.id !== undefined) {
      handlers.sessionLost();
      return false;
    }
    // It may only be the event that the server does not know any more.
    const wasResuming = position.lastEventId !== undefined;
    position.lastEventId = undefined;
    if (wasResuming) return true;
    if (wasOpen) handlers.warning(`does not re-open its stream of notifications (${status})`);
    else if (!ordinaryRefusals.has(status)) {
      handlers.warning(`refused its stream of notifications (${status})`);
    }
    return false;
  }

  void listen();
  return {
    opened: opening.promise,
    close() {
      isClosed = true;
      opening.resolve();
      current?.destroy();
    },
  };
}

function isOpen(response: IncomingMessage): boolean {
  return response.statusCode === 200 && mediaType(response) === 'text/event-stream';
}
