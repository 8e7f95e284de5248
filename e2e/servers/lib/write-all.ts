import { writeSync } from 'node:fs';

/**
 * Writes everything before it returns, so that what a server sends arrives in exactly the order
 * and the pieces it was written in, even when the process ends in the next statement.
 */
export function writeAll(descriptor: number, data: string | Uint8Array): void {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  let done = 0;
  while (done < bytes.length) done += writeSome(descriptor, bytes, done);
}

function writeSome(descriptor: number, bytes: Uint8Array, from: number): number {
  try {
    return writeSync(descriptor, bytes, from);
  } catch (error) {
    // A non-blocking pipe whose reader is slow: wait, as a blocking one would.
    if (!isErrorWithCode(error, 'EAGAIN')) throw error;
    sleepBlocking(1);
    return 0;
  }
}

/** Stops the whole thread, event loop included; for ever when no time is given. */
export function sleepBlocking(milliseconds?: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

export function isErrorWithCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
