import { keyIs, type Span, scanObject, skipSpace } from './json-scan.ts';
import type { Edit } from './splice.ts';

/**
 * Edits that put members into an object and take them out. Everything else of the object stays byte
 * for byte, spacing included; what was valid JSON stays so.
 */

const CLOSE_BRACE = 0x7d;

/**
 * Puts members before all others.
 *
 * @param object - of a well-formed object, as `findMembers` and frames give it.
 * @param text - `"key":value`, or several of them with commas between.
 * The object must keep one of its members, or have none: see `exchangeMembers`.
 */
export function insertMember(bytes: Uint8Array, object: Span, text: string | Uint8Array): Edit {
  const at = object.start + 1;
  const isEmpty = bytes[skipSpace(bytes, at)] === CLOSE_BRACE;
  return { span: { start: at, end: at }, text: isEmpty ? text : withComma(text) };
}

/** Takes out every member with one of the names (ASCII), however their keys are spelled. */
export function removeMembers(bytes: Uint8Array, object: Span, names: readonly string[]): Edit[] {
  return removal(bytes, object, names).edits;
}

/**
 * Takes out members as `removeMembers` and puts `text` before all that stay, as `insertMember`: the
 * two by themselves do not know whether anything is left that a comma must stand before.
 */
export function exchangeMembers(
  bytes: Uint8Array,
  object: Span,
  { names, text }: { names: readonly string[]; text: string | Uint8Array },
): Edit[] {
  const { edits, kept } = removal(bytes, object, names);
  const at = object.start + 1;
  const insertion = { span: { start: at, end: at }, text: kept > 0 ? withComma(text) : text };
  return [insertion, ...edits];
}

/** Whether the object has no member besides those with the names, which are ASCII. */
export function hasOnlyMembers(bytes: Uint8Array, object: Span, names: readonly string[]): boolean {
  return removal(bytes, object, names).kept === 0;
}

/** How many members stay, and the edits that take out the others. */
interface Removal {
  edits: Edit[];
  kept: number;
}

function removal(bytes: Uint8Array, object: Span, names: readonly string[]): Removal {
  const edits: Edit[] = [];
  let kept = 0;
  let keptEnd = 0;
  let run: Span | undefined;
  scanObject(bytes, object.start, (keyStart, keyEnd, value) => {
    const start = keyStart - 1;
    if (isOneOf(names, bytes, { start: keyStart, end: keyEnd })) {
      run = { start: run?.start ?? start, end: value.end };
      return;
    }
    // The comma and the space behind a member go with it.
    if (run) edits.push(cut(run.start, start));
    run = undefined;
    kept++;
    keptEnd = value.end;
  });
  // Behind the last that stays there is no comma.
  if (run) edits.push(cut(kept > 0 ? keptEnd : run.start, run.end));
  return { edits, kept };
}

function isOneOf(names: readonly string[], bytes: Uint8Array, { start, end }: Span): boolean {
  for (const name of names) if (keyIs(bytes, start, end, name)) return true;
  return false;
}

function cut(start: number, end: number): Edit {
  return { span: { start, end }, text: '' };
}

const encoder = new TextEncoder();
const comma = encoder.encode(',');

function withComma(text: string | Uint8Array): string | Uint8Array {
  if (typeof text === 'string') return `${text},`;
  const whole = new Uint8Array(text.length + comma.length);
  whole.set(text);
  whole.set(comma, text.length);
  return whole;
}
