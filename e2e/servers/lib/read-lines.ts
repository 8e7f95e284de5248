import type { Readable } from 'node:stream';

const NEWLINE = 0x0a;

/**
 * Hands over each line of a byte stream. `node:readline` would also split at U+2028 and U+2029,
 * which are ordinary characters inside a JSON string. Searches each byte once, so that a line of
 * 30 MB costs what its bytes cost.
 */
export function readLines(input: Readable, onLine: (line: string) => void): void {
  let pieces: Buffer[] = [];
  input.on('data', (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      pieces.push(chunk.subarray(start, end));
      const line = Buffer.concat(pieces).toString();
      pieces = [];
      start = end + 1;
      if (line.trim() !== '') onLine(line);
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
  });
}
