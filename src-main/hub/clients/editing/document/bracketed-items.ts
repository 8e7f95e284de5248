/** Items within brackets, `[1, 2]` or `{ a = 1 }`, where `#` starts a comment: TOML and YAML. */
import { nextLine, type TextEdit } from '../../../registry/splice-text.ts';
import { indentOfLine, lineEndNear } from '../line-style.ts';
import type { Span } from './span.ts';
import { startsLine } from './text-lines.ts';

export interface Bracketed {
  /** From the opening bracket to behind the closing one. */
  span: Span;
  items: readonly Span[];
}

/** Adds an item behind the last: in a line of its own where that has one, too. */
export function insertItem(text: string, { span, items }: Bracketed, item: string): TextEdit[] {
  const last = items.at(-1);
  if (!last) return [insertFirst(text, span, item)];
  const comma = commaAfter(text, last.end);
  const line = nextLine(text, comma ?? last.end);
  if (!startsLine(text, last.start) || span.end <= line) {
    return [{ start: last.end, end: last.end, text: `, ${item}` }];
  }
  const added = indentOfLine(text, last.start) + item + (comma === undefined ? '' : ',');
  const edit = { start: line, end: line, text: added + lineEndNear(text, last.end) };
  if (comma !== undefined) return [edit];
  return [{ start: last.end, end: last.end, text: ',' }, edit];
}

/** Takes an item out, with its comma, and with its line where it has one to itself. */
export function removeItem(text: string, { span, items }: Bracketed, index: number): TextEdit[] {
  const item = items[index];
  if (!item) return [];
  const comma = commaAfter(text, item.end);
  const before = items[index - 1];
  const separator = before && commaAfter(text, before.end);
  const end = comma === undefined ? item.end : comma + 1;
  if (hasOwnLines(text, span, item, end)) {
    const line = { start: item.start - indentOf(text, item), end: nextLine(text, end), text: '' };
    const spare = comma === undefined && separator !== undefined;
    return spare ? [{ start: separator, end: separator + 1, text: '' }, line] : [line];
  }
  if (comma !== undefined && items.length > 1) {
    return [{ start: item.start, end: skipBlanks(text, end), text: '' }];
  }
  if (before && /^\s*,\s*$/.test(text.slice(before.end, item.start))) {
    return [{ start: before.end, end: item.end, text: '' }];
  }
  const inside = text.slice(span.start + 1, item.start) + text.slice(end, span.end - 1);
  if (inside.trim() === '') return [{ start: span.start + 1, end: span.end - 1, text: '' }];
  return [{ start: item.start, end, text: '' }];
}

function insertFirst(text: string, span: Span, item: string): TextEdit {
  const inside = text.slice(span.start + 1, span.end - 1);
  const padded = text[span.start] === '{' ? ` ${item} ` : item;
  const start = span.start + 1;
  // Comments between the brackets stay, behind the item.
  if (inside.trim() !== '') return { start, end: start, text: padded };
  return { start, end: span.end - 1, text: padded };
}

/** Where the comma is that follows, if nothing but blanks and comments stands in between. */
export function commaAfter(text: string, offset: number): number | undefined {
  const gap = /^(?:\s|#[^\n]*(?=\n))*/.exec(text.slice(offset))?.[0].length ?? 0;
  return text[offset + gap] === ',' ? offset + gap : undefined;
}

function hasOwnLines(text: string, span: Span, item: Span, end: number): boolean {
  const line = nextLine(text, end);
  const rest = text.slice(end, line);
  return startsLine(text, item.start) && line < span.end && /^\s*(#.*)?\s*$/.test(rest);
}

function indentOf(text: string, item: Span): number {
  return indentOfLine(text, item.start).length;
}

function skipBlanks(text: string, offset: number): number {
  return offset + (/^[ \t]*/.exec(text.slice(offset))?.[0].length ?? 0);
}
