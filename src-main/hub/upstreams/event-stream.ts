import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { createSseParser } from './sse-parser.ts';

/** How far a stream was read, so that another request can go on from there. */
export interface StreamPosition {
  lastEventId: string | undefined;
  /** The wait before reconnecting that the server asked for. */
  retryMs: number | undefined;
}

export interface EventReader {
  event(type: string, data: Uint8Array): void;
  /** An event passes the limit; its end is still to come. */
  overflow?(): void;
  /** Such an event has ended; the first and the last bytes of its data. */
  skipped?(head: Uint8Array, tail: Uint8Array): void;
}

/** How a stream ended: `closed` by the server, or `broken`; `hadEvents`: it was good for something. */
export interface StreamEnd {
  how: 'closed' | 'broken';
  hadEvents: boolean;
}

/** Reads an answer as event stream to its end, noting in `position` how far it came. */
export function readEventStream(
  response: IncomingMessage,
  { position, limit, reader }: { position: StreamPosition; limit: number; reader: EventReader },
): Promise<StreamEnd> {
  let hadEvents = false;
  const parse = createSseParser(limit, {
    event(type, data) {
      hadEvents = true;
      reader.event(type, data);
    },
    id(id) {
      hadEvents = true;
      position.lastEventId = id || undefined;
    },
    retry(milliseconds) {
      position.retryMs = milliseconds;
    },
    overflow: () => reader.overflow?.(),
    skipped: (head, tail) => reader.skipped?.(head, tail),
  });
  response.on('data', parse);
  return new Promise((resolve) => {
    response.on('close', () =>
      resolve({ how: response.complete ? 'closed' : 'broken', hadEvents }),
    );
  });
}

/** The media type of an answer without its parameters, such as `text/event-stream`. */
export function mediaType(response: IncomingMessage): string {
  return (response.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

const firstWaitMs = 1_000;
const shortestWaitMs = 100;
const longestWaitMs = 30_000;

/** Waits before a reconnection: as long as the server asked for, doubled with every failure. */
export async function waitToReconnect(
  position: StreamPosition,
  failures: number,
  signal: AbortSignal,
): Promise<void> {
  const first = Math.max(position.retryMs ?? firstWaitMs, shortestWaitMs);
  const longest = Math.max(first, longestWaitMs);
  const wait = Math.min(first * 2 ** Math.min(failures, 10), longest);
  // Aborted means that the connection has ended, which callers check anyway.
  await pause(wait, undefined, { signal }).catch(() => {});
}

/** Statuses that may be gone at the next try; 409: the server still holds the lost stream. */
export function isPassing(status: number): boolean {
  return status >= 500 ? status !== 501 : status === 408 || status === 409 || status === 429;
}
