import type { IncomingMessage } from 'node:http';
import { tooLarge } from '../listeners/line-session.ts';

/**
 * The whole body of a request.
 *
 * @throws LoomError 'message-too-large' past `limit` bytes. The rest is read and dropped: a client
 * that still sends would not see the answer.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) return Promise.reject(tooLarge(limit));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else {
        chunks.length = 0;
        reject(tooLarge(limit));
      }
    });
    request.on('end', () =>
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length)),
    );
    request.on('error', reject);
    request.on('close', () => {
      if (!request.complete) reject(new Error('the request was not sent to its end'));
    });
  });
}
