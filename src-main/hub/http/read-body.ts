import type { IncomingMessage } from 'node:http';
import { messageTooLarge } from '../mcp/message-too-large.ts';

/** A client that sends nothing for so long has stopped in the middle. */
const longestSilenceMs = 30_000;

/**
 * The whole body of a request.
 *
 * @throws LoomError 'message-too-large' past `limit` bytes. The rest is read and dropped: a client
 * that still sends would not see the answer.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) return Promise.reject(messageTooLarge(limit));
  // A client that falls silent before the end holds what it sent in our memory.
  request.setTimeout(longestSilenceMs, () => request.destroy());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else {
        chunks.length = 0;
        reject(messageTooLarge(limit));
      }
    });
    request.on('end', () => {
      request.setTimeout(0);
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length));
    });
    request.on('error', reject);
    request.on('close', () => {
      if (!request.complete) reject(new Error('the request was not sent to its end'));
    });
  });
}

/** Reads the rest of a request that was refused: a client that still sends would not see why. */
export function discardBody(request: IncomingMessage): void {
  if (request.complete) return;
  request.setTimeout(longestSilenceMs, () => request.destroy());
  request.on('end', () => request.setTimeout(0));
  // It may break off, which is nobody's concern any more.
  request.on('error', () => {});
  request.resume();
}
