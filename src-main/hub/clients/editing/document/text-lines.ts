import { lineStart, nextLine, type TextEdit } from '../../../registry/splice-text.ts';
import { lineEndNear } from '../line-style.ts';

/**
 * New lines at `at`, the start of a line or the end of the text. A text without final newline stays
 * without.
 */
export function insertLines(text: string, at: number, lines: readonly string[]): TextEdit {
  const ending = lineEndNear(text, at);
  const added = lines.join(ending);
  const unfinished = at > 0 && text[at - 1] !== '\n';
  return { start: at, end: at, text: unfinished ? ending + added : added + ending };
}

/**
 * Takes out the lines from the one of `from` to the one before `to`. A text without final newline
 * stays without: the line breaks before go, too, where the last line does.
 */
export function removeLines(text: string, from: number, to: number): TextEdit {
  const start = lineStart(text, from);
  const isLast = to === text.length && !text.endsWith('\n');
  const kept = isLast ? text.slice(0, start).replace(/[\r\n]+$/, '').length : start;
  return { start: kept, end: to, text: '' };
}

/** Whether there is nothing but blanks before `offset` in its line. */
export function startsLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(lineStart(text, offset), offset));
}

/** Whether `start`, the start of a line, is that of a blank one. */
export function isBlankLine(text: string, start: number): boolean {
  return start < text.length && text.slice(start, nextLine(text, start)).trim() === '';
}
