/** A line as it is shown; `key` stays the same for as long as it is kept. */
export interface ShownLine {
  key: number;
  at: number;
  /** Undefined for what the hub itself says of the log. */
  pid: number | undefined;
  text: string;
}

/** What the page keeps of a log, however much is written. */
export const mostLines = 5000;

/** The last lines of a log; a snapshot is made only when somebody looks. */
export class LogBuffer {
  #lines: ShownLine[] = [];
  #nextKey = 0;

  /** How many lines there have been, kept or not. */
  get total(): number {
    return this.#nextKey;
  }

  add(line: { at: number; pid?: number | undefined; text: string }): void {
    const { at, pid, text } = line;
    this.#lines.push({ key: this.#nextKey, at, pid, text: withoutEscapes(text) });
    this.#nextKey += 1;
    // Now and then: to take one away at every line would cost more than all the rest.
    if (this.#lines.length > mostLines * 2) this.#lines = this.#lines.slice(-mostLines);
  }

  clear(): void {
    this.#lines = [];
  }

  snapshot(): readonly ShownLine[] {
    return this.#lines.slice(-mostLines);
  }
}

/** Lines that contain a text, in either case. */
export function searchLines(lines: readonly ShownLine[], query: string): readonly ShownLine[] {
  const wanted = query.toLowerCase();
  if (wanted === '') return lines;
  return lines.filter(({ text }) => text.toLowerCase().includes(wanted));
}

/** A text cut at what was searched for; every second piece is a hit. */
export function cutAtHits(text: string, query: string): string[] {
  if (query === '') return [text];
  const pieces: string[] = [];
  const [folded, wanted] = [text.toLowerCase(), query.toLowerCase()];
  // Some letters change their length with their case; then places would be wrong.
  if (folded.length !== text.length) return [text];
  let from = 0;
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, from)) {
    pieces.push(text.slice(from, at), text.slice(at, at + wanted.length));
    from = at + wanted.length;
  }
  pieces.push(text.slice(from));
  return pieces;
}

/** Colours and cursor moves are for terminals. */
function withoutEscapes(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what escapes begin with
  return text.includes('\u001b') ? text.replace(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, '') : text;
}
