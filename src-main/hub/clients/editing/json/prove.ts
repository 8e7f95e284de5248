import { isDeepStrictEqual } from 'node:util';
import type { Json, KeyPath } from '../../client.ts';
import type { Edited } from '../editor.ts';
import type { Member } from './container.ts';
import type { EditedText } from './insert.ts';
import { locate } from './locate.ts';
import { readContent } from './read-content.ts';
import type { Syntax, TokenReader } from './syntax.ts';

/** Characters from `start` to `end` (exclusive). */
export interface Span {
  start: number;
  end: number;
}

const unproven: Edited = {
  ok: false,
  reason: 'the edit would have changed more than it should; the file is as it was',
};

/**
 * That a text now has this value at this path, in place of what `was` there, and is else the same.
 * `from`: where a token starts, at or before the first change.
 */
export function provePut(
  { syntax, text }: EditedText,
  fresh: string,
  wish: { path: KeyPath; value: Json; was: Span | undefined; from: number },
): Edited {
  const located = locate(syntax, fresh, wish.path);
  if (!located.ok || located.trail.blocked) return unproven;
  if (located.trail.found.length < wish.path.length) return unproven;
  const member = located.trail.found.at(-1) ?? located.root;
  if (!member || !means(syntax, fresh, member, wish.value)) return unproven;
  const start = wish.was ? member.valueStart : member.start;
  const changed = { start, end: member.valueEnd };
  const was = wish.was ?? { start: member.start, end: member.start };
  const isRest = sameBut(syntax, wish.from, [text, was], [fresh, changed]);
  return isRest ? { ok: true, text: fresh } : unproven;
}

/** That a text is the same but for this member. */
export function proveGone(
  { syntax, text }: EditedText,
  fresh: string,
  { member, from }: { member: Member; from: number },
): Edited {
  if (!locate(syntax, fresh, []).ok) return unproven;
  const gone = { start: member.start, end: member.valueEnd };
  const nothing = { start: member.start, end: member.start };
  const isRest = sameBut(syntax, from, [text, gone], [fresh, nothing]);
  return isRest ? { ok: true, text: fresh } : unproven;
}

/** Whether the text of a member's value stands for a value. */
export function means(syntax: Syntax, text: string, member: Member, value: Json): boolean {
  const read = readContent(syntax, text.slice(member.valueStart, member.valueEnd));
  return read.ok && isDeepStrictEqual(read.content, value);
}

/**
 * Whether two texts without faults consist of the same tokens, but for one span of each. Commas are
 * left out: where there are no faults, the other tokens say all. So are comments.
 *
 * A file may have many megabytes, so only what lies around the spans is read token by token: from
 * `from`, where a token starts, up to where the same characters follow in both. Between two tokens
 * a reader knows nothing of what came before, so the same characters are the same tokens.
 */
function sameBut(
  syntax: Syntax,
  from: number,
  [old, oldSpan]: readonly [string, Span],
  [fresh, freshSpan]: readonly [string, Span],
): boolean {
  if (old.slice(0, from) !== fresh.slice(0, from)) return false;
  const one = syntax.tokens(old, from);
  const other = syntax.tokens(fresh, from);
  for (;;) {
    nextOutside(one, oldSpan);
    nextOutside(other, freshSpan);
    if (one.kind !== other.kind || one.kind === 'bad') return false;
    if (one.kind === 'end') return true;
    if (old.slice(one.start, one.end) !== fresh.slice(other.start, other.end)) return false;
    const isBehind = one.start >= oldSpan.end && other.start >= freshSpan.end;
    const isLevel = old.length - one.end === fresh.length - other.end;
    if (isBehind && isLevel) return old.slice(one.end) === fresh.slice(other.end);
  }
}

function nextOutside(tokens: TokenReader, span: Span): void {
  do tokens.next();
  while (isLeftOut(tokens) || isWithin(tokens, span));
}

function isLeftOut({ kind }: TokenReader): boolean {
  return kind === ',' || kind === 'line-comment' || kind === 'block-comment';
}

function isWithin({ kind, start, end }: TokenReader, span: Span): boolean {
  return start >= span.start && end <= span.end && start < end && kind !== 'bad';
}
