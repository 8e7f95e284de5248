import type { TextEdit } from '../../../registry/splice-text.ts';
import type { Json } from '../../client.ts';
import { hasLineBreak, indentOfLine } from '../line-style.ts';
import type { Container, Member } from './container.ts';
import { commentsBetween, restOfLine } from './gaps.ts';
import { type Printing, type PrintStyle, printMember, printValue } from './print.ts';
import { beginsLine, styleAt } from './style.ts';
import type { Syntax } from './syntax.ts';

export interface EditedText {
  syntax: Syntax;
  text: string;
  /** End ours with a comma where the last sibling has one (clients.md pitfall 4): never in `json`. */
  keepTrailingCommas: boolean;
}

/** Where a new member goes: the containers on the way, outermost first, and what holds the last. */
export interface InsertPlace {
  containers: readonly Container[];
  holder: Member | undefined;
}

export interface NewMember {
  /** Undefined in a list. */
  key: string | undefined;
  value: Json;
  /** How many containers were made around what was wished for. */
  wrappers: number;
}

/** Adds a member at the end of the innermost container. */
export function insertMember(
  edited: EditedText,
  place: InsertPlace,
  member: NewMember,
): TextEdit[] {
  const container = place.containers.at(-1);
  if (!container) return [];
  const last = container.members.at(-1);
  return last
    ? insertBehind(edited, container, last, member)
    : insertFirst(edited, place, container, member);
}

function insertBehind(
  edited: EditedText,
  container: Container,
  last: Member,
  member: NewMember,
): TextEdit[] {
  const { syntax, text } = edited;
  const from = last.comma === undefined ? last.valueEnd : last.comma + 1;
  const rest = restOfLine(syntax, text, from, container.close);
  const ownLine = beginsLine(text, container, last);
  const style = styleAt(text, { offset: rest.end, container });
  const broken = ownLine || rest.endsLine;
  const indent = ownLine
    ? indentOfLine(text, last.start)
    : indentOfLine(text, container.open) + style.unit;
  const trailing = keepsTrailing(edited, last);
  const printing: Printing = {
    style,
    indent,
    inOneLine: !broken || (member.wrappers === 0 && isShortObject(text, last)),
    trailing: trailing ? member.wrappers : 0,
  };
  const gap = broken ? style.eol + indent : style.comma.slice(1);
  const added = gap + printMember(member.key, member.value, printing) + (trailing ? ',' : '');
  const edits = [{ start: rest.end, end: rest.end, text: added }];
  if (last.comma !== undefined) return edits;
  return [{ start: last.valueEnd, end: last.valueEnd, text: ',' }, ...edits];
}

/** Opens an empty container; comments in it stay before the new member. */
function insertFirst(
  edited: EditedText,
  { containers, holder }: InsertPlace,
  container: Container,
  member: NewMember,
): TextEdit[] {
  const { syntax, text } = edited;
  const parent = containers.at(-2);
  const style = styleAt(text, { offset: container.open + 1, container, holder });
  const inside = text.slice(container.open + 1, container.close);
  const lastComment = commentsBetween(syntax, text, container.open + 1, container.close).at(-1);
  const at = lastComment?.end ?? container.open + 1;
  const rest = text.slice(at, container.close);
  const inOneLine =
    !hasLineBreak(inside) && !!parent && !!holder && !beginsLine(text, parent, holder);
  const trailing = !inOneLine && keepsTrailing(edited, parent?.members.at(-1));
  const outer = indentOfLine(text, container.open);
  const indent = outer + style.unit;
  const printing: Printing = { style, indent, inOneLine, trailing: trailing ? member.wrappers : 0 };
  const printed = printMember(member.key, member.value, printing) + (trailing ? ',' : '');
  if (inOneLine) {
    const pad = container.kind === '[' ? '' : style.pad;
    const before = lastComment ? style.comma.slice(1) : pad;
    return [{ start: at, end: container.close, text: before + printed + pad }];
  }
  const before = style.eol + indent + printed;
  if (hasLineBreak(rest)) return [{ start: at, end: at, text: before }];
  return [{ start: at, end: container.close, text: before + style.eol + outer }];
}

/** Puts a value in the place of one that is there. */
export function replaceValue(
  { text }: EditedText,
  { containers, holder }: InsertPlace,
  old: Member,
  value: Json,
): TextEdit[] {
  const container = containers.at(-1);
  const source = text.slice(old.valueStart, old.valueEnd);
  const style = styleAt(text, { offset: old.valueStart, container, holder });
  const ownLine = !container || beginsLine(text, container, old);
  const wasShort = /^[{[]/.test(source) && source.length > 2 && !hasLineBreak(source);
  const printing: Printing = {
    style: { ...style, longLists: /^\[\s*[\r\n]/.test(source) || (!wasShort && style.longLists) },
    indent: indentOfLine(text, old.valueStart),
    inOneLine: wasShort || !ownLine,
    trailing: 0,
  };
  return [{ start: old.valueStart, end: old.valueEnd, text: printValue(value, printing) }];
}

/** A file of its own, as it is written where there is none. */
export function freshText(value: Json, style: PrintStyle): string {
  return printValue(value, { style, indent: '', inOneLine: false, trailing: 0 }) + style.eol;
}

function keepsTrailing(edited: EditedText, sibling: Member | undefined): boolean {
  return edited.keepTrailingCommas && sibling?.comma !== undefined;
}

function isShortObject(text: string, { valueStart, valueEnd }: Member): boolean {
  const source = text.slice(valueStart, valueEnd);
  return source.startsWith('{') && source.length > 2 && !hasLineBreak(source);
}
