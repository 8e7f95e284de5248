import type { LogLine } from '../../../src-shared/contract/logs.ts';

/** Longest line kept, in characters; a server may write without ever ending a line. */
const longestLine = 8192;
/** What a line costs besides its text: many short ones count, too. */
const lineOverhead = 64;

/** Lines that tell how a server ended. */
const tailLength = 5;

/** Keeps the last lines that servers wrote, up to a number of bytes each. */
export class ServerLog {
  readonly #lines: LogLine[] = [];
  readonly #capacity: number;
  readonly #onLine: (line: LogLine) => void;
  #size = 0;

  /** @param capacity - about how many characters are kept; the oldest lines go first. */
  constructor(capacity: number, onLine: (line: LogLine) => void) {
    this.#capacity = capacity;
    this.#onLine = onLine;
  }

  add(line: LogLine): void {
    const kept =
      line.text.length > longestLine ? { ...line, text: line.text.slice(0, longestLine) } : line;
    this.#lines.push(kept);
    this.#size += sizeOf(kept);
    while (this.#size > this.#capacity) {
      const oldest = this.#lines.shift();
      if (!oldest) break;
      this.#size -= sizeOf(oldest);
    }
    this.#onLine(kept);
  }

  recent(): LogLine[] {
    return [...this.#lines];
  }

  /** The last few lines that one instance wrote, as evidence in an error. */
  tail({ pid, startedAt }: { pid: number | undefined; startedAt: number }): string[] {
    return this.#lines
      .filter((line) => line.at >= startedAt && line.pid === pid)
      .slice(-tailLength)
      .map(({ text }) => text);
  }
}

function sizeOf({ text }: LogLine): number {
  return text.length + lineOverhead;
}
