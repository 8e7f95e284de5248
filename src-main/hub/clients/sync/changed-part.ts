/** Where two texts differ: from the first difference to the last, and the whole lines around it. */
export interface ChangedPart {
  /** Number of the first line, counted from 1. */
  line: number;
  before: PartOfText;
  after: PartOfText;
}

export interface PartOfText {
  /** Whole lines. */
  text: string;
  /** Of the difference, in `text`. */
  start: number;
  end: number;
}

/** How many unchanged lines are shown on either side. */
const context = 3;

/**
 * The lines that two texts differ in, so that a file of many megabytes costs no more than what changed
 * in it; undefined where they are the same.
 */
export function changedPart(before: string, after: string): ChangedPart | undefined {
  if (before === after) return undefined;
  const head = commonHead(before, after);
  const tail = commonTail(before, after, head);
  const start = linesBack(before, head);
  const rest = Math.min(
    before.length - linesOn(before, before.length - tail),
    after.length - linesOn(after, after.length - tail),
  );
  const part = (text: string): PartOfText => ({
    text: text.slice(start, text.length - rest),
    start: head - start,
    end: text.length - tail - start,
  });
  return { line: countLines(before, start), before: part(before), after: part(after) };
}

function commonHead(before: string, after: string): number {
  const most = Math.min(before.length, after.length);
  let length = 0;
  while (length + stretch <= most && isSameAt(before, after, length)) length += stretch;
  while (length < most && before.charCodeAt(length) === after.charCodeAt(length)) length++;
  return length;
}

function commonTail(before: string, after: string, head: number): number {
  const most = Math.min(before.length, after.length) - head;
  let length = 0;
  while (length + stretch <= most && isSameAt(before, after, -length - stretch)) length += stretch;
  while (
    length < most &&
    before.charCodeAt(before.length - 1 - length) === after.charCodeAt(after.length - 1 - length)
  ) {
    length++;
  }
  return length;
}

/** Whole stretches are compared many times faster than characters. */
const stretch = 4_096;

/** @param at - where the stretch begins; from the end where it is negative. */
function isSameAt(before: string, after: string, at: number): boolean {
  const end = at + stretch === 0 ? undefined : at + stretch;
  return before.slice(at, end) === after.slice(at, end);
}

/** Start of the line so many lines before the one of `offset`. */
function linesBack(text: string, offset: number): number {
  let start = offset;
  for (let count = 0; count <= context && start >= 0; count++) {
    start = start === 0 ? -1 : text.lastIndexOf('\n', count === 0 ? start - 1 : start - 2);
    start = start < 0 ? 0 : start + 1;
    if (start === 0) return 0;
  }
  return start;
}

/** End of the line so many lines after the one of `offset`. */
function linesOn(text: string, offset: number): number {
  let end = offset;
  for (let count = 0; count <= context && end < text.length; count++) {
    const newline = text.indexOf('\n', end);
    end = newline < 0 ? text.length : newline + 1;
  }
  return end;
}

function countLines(text: string, end: number): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
