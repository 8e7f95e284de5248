import { hasLineBreak, indentOfLine, indentUnit, lineEndNear } from '../line-style.ts';
import type { Container, Member } from './container.ts';
import type { PrintStyle } from './print.ts';

/** Whether a member begins a line of its own, within its container. */
export function beginsLine(text: string, container: Container, member: Member): boolean {
  const before = container.members[container.members.indexOf(member) - 1];
  const previous = before ? (before.comma ?? before.valueEnd) : container.open;
  return hasLineBreak(text.slice(previous + 1, member.start));
}

/** The style of what surrounds a place. `holder` is the member whose value the container is. */
export function styleAt(
  text: string,
  place: { offset: number; container?: Container | undefined; holder?: Member | undefined },
): PrintStyle {
  const { container, holder } = place;
  const last = container?.members.at(-1);
  const model = last ?? holder;
  const colon = (model && colonOf(text, model)) ?? ': ';
  const sample = model ? text.slice(model.valueStart, model.valueEnd) : '';
  return {
    unit: unitAt(text, container),
    eol: lineEndNear(text, place.offset),
    colon,
    comma: (container && commaOf(text, container)) ?? (colon.endsWith(' ') ? ', ' : ','),
    pad: padOf(text, container, last) ?? (colon.endsWith(' ') ? ' ' : ''),
    longLists: /\[[ \t]*[\r\n]/.test(sample) && !/\["/.test(sample),
  };
}

function colonOf(text: string, { key, keyEnd, valueStart }: Member): string | undefined {
  const between = text.slice(keyEnd, valueStart);
  return key !== undefined && /^ *: *$/.test(between) ? between : undefined;
}

function commaOf(text: string, { members }: Container): string | undefined {
  const [before, after] = members.slice(-2);
  if (before?.comma === undefined || !after) return undefined;
  const between = text.slice(before.comma, after.start);
  return /^, *$/.test(between) ? between : undefined;
}

/** As the last sibling has it, if that is an object in one line, else as its container has it. */
function padOf(text: string, container?: Container, last?: Member): string | undefined {
  const inner = last && text.slice(last.valueStart, last.valueEnd);
  if (inner && /^\{ *[^\s}]/.test(inner)) return inner[1] === ' ' ? ' ' : '';
  if (!container || container.kind === '[' || container.members.length === 0) return undefined;
  const first = text[container.open + 1] ?? '';
  return /[\r\n\t]/.test(first) ? undefined : first === ' ' ? ' ' : '';
}

/** The step from a container to its members where they begin lines, else the whole text's step. */
function unitAt(text: string, container: Container | undefined): string {
  const last = container?.members.at(-1);
  if (container && last && beginsLine(text, container, last)) {
    const outer = indentOfLine(text, container.open);
    const inner = indentOfLine(text, last.start);
    if (inner.length > outer.length && inner.startsWith(outer)) return inner.slice(outer.length);
  }
  return indentUnit(text);
}
