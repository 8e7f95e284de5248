/** How messages are written as Server-Sent Events, in either era. */
import type { ServerResponse } from 'node:http';
import type { Pieces } from '../mcp/message.ts';

/** Sends the headers of an event stream. */
export function beginEvents(response: ServerResponse): void {
  response.writeHead(200, headers);
  response.flushHeaders();
}

/**
 * Writes one message as an event.
 *
 * @param data - on one line.
 * @param id - where the client may resume from (legacy era only).
 * @returns whether the connection is still there: a client that never reads must not fill the
 * memory, so its connection is cut.
 */
export function writeEvent(response: ServerResponse, data: Pieces, id?: string): boolean {
  if (response.writableLength > mostWaitingBytes) {
    response.destroy();
    return false;
  }
  response.cork();
  response.write(id === undefined ? head : `id: ${id}\n${head}`);
  for (const piece of data) response.write(piece);
  response.write('\n\n');
  response.uncork();
  return true;
}

/** A comment keeps proxies and clients from giving up a quiet connection. */
export function writeKeepAlive(response: ServerResponse): void {
  response.write(': still here\n\n');
}

/** Bytes that may wait for a client before one more event; a single one may be of any length. */
const mostWaitingBytes = 16 * 1024 * 1024;

const head = 'event: message\ndata: ';

const headers = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};
