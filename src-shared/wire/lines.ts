/** What a byte stream held: a whole line without its end, or a line that outgrew the limit. */
export interface LineHandler {
  line(bytes: Uint8Array): void;
  /** A line passed `limit` bytes. It is dropped up to its newline; `head` is its beginning. */
  tooLong(head: Uint8Array): void;
  /** The end of such a line has passed, too; `tail` is its last bytes. */
  skipped?(tail: Uint8Array): void;
}

/** @param length - of all parts together. */
export type JoinBytes = (parts: Uint8Array[], length: number) => Uint8Array;

const NEWLINE = 0x0a;
const HEAD = 256;
const TAIL = 128;

/**
 * Cuts a byte stream into lines, however it is chunked. Empty lines are skipped, a trailing CR is
 * cut. A line within one chunk is a view of that chunk, not a copy.
 *
 * @param limit - greatest length of a line in bytes.
 * @param join - makes one of a line's pieces. In Node `Buffer.concat`: a Buffer is searched natively,
 * a large Uint8Array twenty times slower.
 * @returns a function to feed chunks to.
 */
export function createLineSplitter(
  limit: number,
  handler: LineHandler,
  join: JoinBytes = joinBytes,
): (chunk: Uint8Array) => void {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let dropping = false;
  let tail: Uint8Array = new Uint8Array(0);

  function hold(part: Uint8Array): void {
    if (part.length === 0) return;
    if (dropping) {
      tail = joinTails(tail, part);
      return;
    }
    held.push(part);
    heldBytes += part.length;
    if (heldBytes <= limit) return;
    dropping = true;
    const start = join(held, heldBytes);
    tail = new Uint8Array(start.subarray(-TAIL));
    held = [];
    heldBytes = 0;
    handler.tooLong(new Uint8Array(start.subarray(0, HEAD)));
  }

  function finish(part: Uint8Array): void {
    hold(part);
    if (dropping) {
      dropping = false;
      handler.skipped?.(tail);
    } else if (heldBytes > 0) {
      const line = held.length === 1 ? (held[0] as Uint8Array) : join(held, heldBytes);
      held = [];
      heldBytes = 0;
      emit(line);
    }
  }

  function emit(line: Uint8Array): void {
    const text = line[line.length - 1] === 0x0d ? line.subarray(0, -1) : line;
    if (text.length > 0) handler.line(text);
  }

  return (chunk) => {
    let from = 0;
    for (;;) {
      const newline = chunk.indexOf(NEWLINE, from);
      if (newline < 0) break;
      finish(chunk.subarray(from, newline));
      from = newline + 1;
    }
    hold(from === 0 ? chunk : chunk.subarray(from));
  };
}

function joinTails(before: Uint8Array, part: Uint8Array): Uint8Array {
  if (part.length >= TAIL) return new Uint8Array(part.subarray(-TAIL));
  return joinBytes([before, part], before.length + part.length).slice(-TAIL);
}

function joinBytes(parts: Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
