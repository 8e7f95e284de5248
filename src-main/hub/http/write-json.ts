import type { ServerResponse } from 'node:http';
import { byteLength, type Pieces } from '../mcp/message.ts';

/** Up to here one buffer is cheaper than several writes. */
const joinUpTo = 64 * 1024;

/** Ends a response with one JSON text; nothing where the client is gone. */
export function writeJson(response: ServerResponse, message: Pieces, status = 200): void {
  if (response.destroyed) return;
  const length = byteLength(message);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': length });
  if (length <= joinUpTo) {
    // As text of one byte a letter it leaves with the head in one write, and no byte changes.
    response.end(textOf(message, length), 'latin1');
    return;
  }
  response.cork();
  for (const piece of message) response.write(piece);
  response.end();
  response.uncork();
}

/** The bytes as text of one byte a letter. */
function textOf(message: Pieces, length: number): string {
  const [only, ...more] = message;
  if (!only || more.length > 0) return Buffer.concat(message, length).toString('latin1');
  return Buffer.from(only.buffer, only.byteOffset, length).toString('latin1');
}
