import { stripVTControlCharacters } from 'node:util';

const longestLine = 8 * 1024;
/** More than this within `window` milliseconds is a flood that nobody reads. */
const windowBytes = 512 * 1024;
const windowLength = 250;

/** Takes chunks of stderr. */
export interface StderrLines {
  write(chunk: Uint8Array): void;
  /** Emits what is left without a newline: often the very reason of a crash. */
  end(): void;
}

/**
 * Cuts a server's stderr into lines of text: invalid UTF-8 is replaced, terminal colours and blank
 * lines are left out, a line is cut off after 8 KB and shown at once. Of a flood, what exceeds 2 MB/s is skipped and
 * only counted, so that it costs the hub next to nothing; the child is never held up.
 */
export function createStderrLines(emit: (line: string) => void): StderrLines {
  const decoder = new TextDecoder();
  let rest = '';
  let cut = false;
  let windowStart = 0;
  let taken = 0;
  let skipped = 0;

  function isFlood(bytes: number): boolean {
    const now = performance.now();
    if (now - windowStart > windowLength) {
      windowStart = now;
      taken = 0;
      reportSkipped();
    }
    taken += bytes;
    return taken > windowBytes;
  }

  function reportSkipped(): void {
    if (skipped > 0) emit(`[${skipped} bytes of stderr skipped: too much at once]`);
    skipped = 0;
  }

  function take(text: string): void {
    const lines = text.split('\n');
    const last = lines.length - 1;
    for (const [index, part] of lines.entries()) {
      if (!cut) rest += part;
      if (rest.length > longestLine) {
        emitLine(`${rest.slice(0, longestLine)} [cut off]`);
        cut = true;
      }
      if (index < last) finishLine();
    }
  }

  function finishLine(): void {
    if (!cut) emitLine(rest);
    rest = '';
    cut = false;
  }

  function emitLine(text: string): void {
    rest = '';
    const line = cleanLine(text);
    if (line.trim()) emit(line);
  }

  return {
    write(chunk) {
      if (isFlood(chunk.length)) skipped += chunk.length;
      else take(decoder.decode(chunk, { stream: true }));
    },
    end() {
      take(decoder.decode());
      finishLine();
      reportSkipped();
    },
  };
}

/** Also applies carriage returns as a terminal would: a progress bar leaves its last state. */
function cleanLine(line: string): string {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line;
  return stripVTControlCharacters(text.slice(text.lastIndexOf('\r') + 1)).replace(controls, '');
}

/** What is left of broken escape sequences must not reach a terminal either. */
const controls = /(?!\t)\p{Cc}/gu;
