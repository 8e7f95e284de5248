import { type Frame, readBatch, readFrame } from '../../../src-shared/wire/frame.ts';
import { rpcCodes, unreadableCode } from '../mcp/message.ts';

/** The messages in the body of a POST. */
export interface Posted {
  frames: Frame[];
  isBatch: boolean;
}

export type PostedReading = ({ ok: true } & Posted) | { ok: false; code: number; detail: string };

/** Reads the messages in a body: one, or a batch of them (2025-03-26 only). */
export function readPosted(body: Uint8Array): PostedReading {
  const single = readFrame(body);
  const batch = single.ok ? undefined : readBatch(body);
  const frames: Frame[] = [];
  for (const reading of batch ?? [single]) {
    if (!reading.ok) return { ok: false, code: unreadableCode(reading), detail: reading.detail };
    frames.push(reading.frame);
  }
  if (frames.length > 0) return { ok: true, frames, isBatch: batch !== undefined };
  return { ok: false, code: rpcCodes.invalidRequest, detail: 'the batch is empty' };
}
