import { keyIs, type Span, scanObject } from './json-scan.ts';
import { skipSpace } from './skip-value.ts';
import type { Edit } from './splice.ts';

/**
 * Edits that put members into an object and take them out. Everything else of the object stays byte
 * for byte, spacing included; what was valid JSON stays so.
 */

const CLOSE_BRACE = 0x7d;
const COMMA = 0x2c;
const QUOTE = 0x22;

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
  return removalOf(bytes, object, names).edits;
}

/**
 * The same for members that were found before, so that the object is not read once more.
 *
 * @param values - where their values stand, in one object; their names have no quote in them.
 */
export function removeFound(bytes: Uint8Array, values: readonly Span[]): Edit[] {
  const runs: Span[] = [];
  for (const value of [...values].sort((a, b) => a.start - b.start)) {
    const start = keyBefore(bytes, value);
    const behind = skipSpace(bytes, value.end);
    const end = bytes[behind] === COMMA ? skipSpace(bytes, behind + 1) : value.end;
    const last = runs.at(-1);
    if (last?.end === start) last.end = end;
    else runs.push({ start, end });
  }
  return runs.map((run) =>
    cut(isLast(bytes, run) ? endBefore(bytes, run.start) : run.start, run.end),
  );
}

/** Where the key of a value begins, with its quote. */
function keyBefore(bytes: Uint8Array, { start }: Span): number {
  const colon = backOverSpace(bytes, start) - 1;
  const closing = backOverSpace(bytes, colon) - 1;
  return bytes.lastIndexOf(QUOTE, closing - 1);
}

function isLast(bytes: Uint8Array, { end }: Span): boolean {
  return bytes[skipSpace(bytes, end)] === CLOSE_BRACE;
}

/** The end of the member before, without its comma; where there is none nothing more is cut. */
function endBefore(bytes: Uint8Array, start: number): number {
  const comma = backOverSpace(bytes, start) - 1;
  return bytes[comma] === COMMA ? backOverSpace(bytes, comma) : start;
}

/** The index behind the last byte before `at` that is not JSON white space. */
function backOverSpace(bytes: Uint8Array, at: number): number {
  let index = at;
  while (isSpace(bytes[index - 1])) index--;
  return index;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
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
  const { edits, kept } = removalOf(bytes, object, names);
  const at = object.start + 1;
  const insertion = { span: { start: at, end: at }, text: kept > 0 ? withComma(text) : text };
  return [insertion, ...edits];
}

/** How many members stay, and the edits that take out the others. */
export interface Removal {
  edits: Edit[];
  kept: number;
}

/** What `removeMembers` does, for whoever wants to know whether anything is left. */
export function removalOf(bytes: Uint8Array, object: Span, names: readonly string[]): Removal {
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
