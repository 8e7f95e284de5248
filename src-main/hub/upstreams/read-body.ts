import type { IncomingMessage } from 'node:http';
import { ByteList } from './byte-list.ts';

export type BodyReading =
  | { ok: true; bytes: Uint8Array }
  | { ok: false; reason: 'too-large' | 'broken' };

/** The whole body of an answer; one that passes `limit` bytes is cut off, connection and all. */
export function readBody(response: IncomingMessage, limit: number): Promise<BodyReading> {
  return new Promise((resolve) => {
    const body = new ByteList();
    const refuse = () => {
      response.destroy();
      resolve({ ok: false, reason: 'too-large' });
    };
    if (Number(response.headers['content-length'] ?? 0) > limit) return refuse();
    response.on('data', (chunk: Buffer) => {
      body.push(chunk);
      if (body.size > limit) refuse();
    });
    response.on('end', () => resolve({ ok: true, bytes: body.take() }));
    response.on('close', () => resolve({ ok: false, reason: 'broken' }));
  });
}
