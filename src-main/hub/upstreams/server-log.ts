import type { LogLine } from '../../../src-shared/contract/logs.ts';

/** Longest line kept, in characters; a server may write without ever ending a line. */
const longestLine = 8192;

/** Keeps the last lines that servers wrote, up to a number of bytes each. */
export class ServerLog {
  readonly #lines: LogLine[] = [];
  readonly #capacity: number;
  readonly #onLine: (line: LogLine) => void;
  #size = 0;

  /** @param capacity - characters kept; the oldest lines go first. */
  constructor(capacity: number, onLine: (line: LogLine) => void) {
    this.#capacity = capacity;
    this.#onLine = onLine;
  }

  add(line: LogLine): void {
    const kept =
      line.text.length > longestLine ? { ...line, text: line.text.slice(0, longestLine) } : line;
    this.#lines.push(kept);
    this.#size += kept.text.length;
    while (this.#size > this.#capacity) this.#size -= this.#lines.shift()?.text.length ?? 0;
    this.#onLine(kept);
  }

  recent(): LogLine[] {
    return [...this.#lines];
  }

  /** The last few lines, as evidence in an error. */
  tail(count = 5, since = 0): string[] {
    return this.#lines
      .filter(({ at }) => at >= since)
      .slice(-count)
      .map(({ text }) => text);
  }
}
