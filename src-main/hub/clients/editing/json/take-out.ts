import type { TextEdit } from '../../../registry/splice-text.ts';
import type { Container, Member } from './container.ts';
import { commentsBetween, restOfLine } from './gaps.ts';
import type { EditedText } from './insert.ts';

/**
 * Takes a member out, with its comma and, where nothing else stands there, its line. Comments at the
 * end of that line belong to it; all others stay.
 */
export function takeOut(edited: EditedText, container: Container, member: Member): TextEdit[] {
  const { members } = container;
  const before = members[members.indexOf(member) - 1];
  if (members.length === 1 && !holdsComments(edited, container, member)) {
    return [{ start: container.open + 1, end: container.close, text: '' }];
  }
  const cut = cutOf(edited, container, member);
  if (member.comma !== undefined || before?.comma === undefined) return [cut];
  const comma = { start: before.comma, end: before.comma + 1, text: '' };
  return cut.start <= comma.end ? [{ ...cut, start: comma.start }] : [comma, cut];
}

function cutOf(edited: EditedText, container: Container, member: Member): TextEdit {
  const { syntax, text } = edited;
  const index = container.members.indexOf(member);
  const previous = container.members[index - 1]?.comma ?? container.open;
  const next = container.members[index + 1]?.start ?? container.close;
  const end = (member.comma ?? member.valueEnd - 1) + 1;
  const rest = restOfLine(syntax, text, end, next);
  const { blanks, lineBreak } = endOfGap(text.slice(previous + 1, member.start));
  const lineStart = member.start - blanks - lineBreak;
  if (rest.endsLine && lineBreak > 0) return { start: lineStart, end: rest.end, text: '' };
  if (next === container.close) {
    // The end of a line comment before it has to stay.
    const comment = commentsBetween(syntax, text, previous + 1, member.start).at(-1);
    return { start: comment?.isLine ? member.start : lineStart, end, text: '' };
  }
  const behind = /^[ \t]*/.exec(text.slice(end, next))?.[0].length ?? 0;
  return rest.endsLine && rest.end === end + behind
    ? { start: member.start - blanks, end, text: '' }
    : { start: member.start, end: end + behind, text: '' };
}

/** How many blanks a gap ends with, and how many characters the line break before them has. */
function endOfGap(gap: string): { blanks: number; lineBreak: number } {
  const blanks = /[ \t]*$/.exec(gap)?.[0].length ?? 0;
  const before = gap.slice(0, gap.length - blanks);
  return { blanks, lineBreak: /(?:\r\n|\r|\n)$/.exec(before)?.[0].length ?? 0 };
}

/** Whether anything but blanks stands in the container beside its one member. */
function holdsComments({ text }: EditedText, container: Container, member: Member): boolean {
  const before = text.slice(container.open + 1, member.start);
  const between = text.slice(member.valueEnd, member.comma ?? member.valueEnd);
  const after = text.slice((member.comma ?? member.valueEnd - 1) + 1, container.close);
  return (before + between + after).trim() !== '';
}
