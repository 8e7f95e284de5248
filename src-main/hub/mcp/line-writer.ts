import type { Writable } from 'node:stream';
import { byteLength, type Pieces } from './message.ts';

const NEWLINE = 0x0a;
const newline = Uint8Array.of(NEWLINE);

/** Up to this many bytes, copying messages into one buffer costs less than handing over pieces. */
const joinLimit = 64 * 1024;

/**
 * Writes messages to a stream, one a line. What is written within one turn of the event loop leaves
 * together, whichever sockets it came from: a system call costs more than the rest of a small message.
 */
export interface LineWriter {
  /**
   * @param pieces - the message's bytes in order, without a newline.
   * @returns false where too much waits already: the message was not taken.
   */
  write(pieces: Pieces): boolean;
}

/**
 * A writer to `stream`, whose errors are its owner's business; to a dead stream it writes nothing.
 *
 * @param limit - how many bytes may wait for a reader that is slow, or does not read at all.
 */
export function createLineWriter(stream: Writable, limit: number): LineWriter {
  let batch: Pieces[] = [];
  let batchBytes = 0;

  function flush(): void {
    const messages = batch;
    const bytes = batchBytes;
    batch = [];
    batchBytes = 0;
    if (!stream.writable) return;
    if (bytes <= joinLimit) {
      stream.write(joinLines(messages, bytes));
      return;
    }
    stream.cork();
    for (const pieces of messages) {
      for (const piece of pieces) stream.write(piece);
      stream.write(newline);
    }
    stream.uncork();
  }

  return {
    write(pieces) {
      const bytes = byteLength(pieces) + 1;
      if (stream.writableLength + batchBytes + bytes > limit) return false;
      if (batchBytes === 0) setImmediate(flush);
      batch.push(pieces);
      batchBytes += bytes;
      return true;
    },
  };
}

function joinLines(messages: readonly Pieces[], bytes: number): Buffer {
  const lines = Buffer.allocUnsafe(bytes);
  let at = 0;
  for (const pieces of messages) {
    for (const piece of pieces) {
      lines.set(piece, at);
      at += piece.length;
    }
    lines[at++] = NEWLINE;
  }
  return lines;
}
