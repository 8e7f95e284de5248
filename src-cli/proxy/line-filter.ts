/** A line in the pieces it arrived in, its newline included: never joined unless somebody must. */
export type Line = readonly Buffer[];

const NEWLINE = 0x0a;

/**
 * Passes on whole lines only, however the stream is chunked, and only those that `keep` wants.
 * Neighbours that are kept go on as one slice of their chunk, nothing is copied.
 *
 * @returns a function to feed chunks to.
 */
export function createLineFilter(
  keep: (line: Line) => boolean,
  pass: (bytes: Buffer) => void,
): (chunk: Buffer) => void {
  let held: Buffer[] = [];
  return (chunk) => {
    let unsent = 0;
    let start = 0;
    for (;;) {
      const newline = chunk.indexOf(NEWLINE, start);
      if (newline < 0) break;
      const end = newline + 1;
      const line = [...held, chunk.subarray(start, end)];
      if (keep(line)) for (const piece of held) pass(piece);
      else {
        if (start > unsent) pass(chunk.subarray(unsent, start));
        unsent = end;
      }
      held = [];
      start = end;
    }
    if (start > unsent) pass(chunk.subarray(unsent, start));
    if (start < chunk.length) held.push(chunk.subarray(start));
  };
}

/** The line's bytes in one piece, without its newline. */
export function joinLine(line: Line): Buffer {
  const whole = line.length === 1 ? (line[0] as Buffer) : Buffer.concat(line);
  return whole.subarray(0, -1);
}

/** The line's length in bytes, its newline included. */
export function lineLength(line: Line): number {
  let length = 0;
  for (const piece of line) length += piece.length;
  return length;
}
