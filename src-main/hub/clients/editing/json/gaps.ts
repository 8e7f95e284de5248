/** What stands between two tokens: blanks, line breaks, comments. */
import { hasLineBreak } from '../line-style.ts';
import type { Syntax } from './syntax.ts';

export interface Comment {
  start: number;
  end: number;
  isLine: boolean;
}

/** The comments between two offsets, between which there is nothing else. */
export function commentsBetween(syntax: Syntax, text: string, from: number, to: number): Comment[] {
  const comments: Comment[] = [];
  if (!text.slice(from, to).includes('/')) return comments;
  const tokens = syntax.tokens(text.slice(0, to), from);
  for (tokens.next(); tokens.kind.endsWith('comment'); tokens.next()) {
    const { kind, start, end } = tokens;
    comments.push({ start, end, isLine: kind === 'line-comment' });
  }
  return comments;
}

/** How the line goes on behind a value or its comma, up to the next token. */
export interface LineRest {
  /** Behind the comments that begin in this line: they belong to what stands before them. */
  end: number;
  /** A line break or a line comment comes before the next token. */
  endsLine: boolean;
}

export function restOfLine(syntax: Syntax, text: string, from: number, to: number): LineRest {
  let end = from;
  let isLine = false;
  for (const comment of commentsBetween(syntax, text, from, to)) {
    if (hasLineBreak(text.slice(end, comment.start))) break;
    end = comment.end;
    isLine = comment.isLine;
  }
  const blanks = /^[ \t]*/.exec(text.slice(end, to))?.[0].length ?? 0;
  const endsLine = isLine || /^[\r\n]/.test(text.slice(end + blanks, to));
  return { end: endsLine ? end + blanks : end, endsLine };
}
