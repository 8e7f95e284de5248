import { keyIs, parseText, type Span } from '../../../src-shared/wire/json-scan.ts';
import { skipSpace, skipValue } from '../../../src-shared/wire/skip-value.ts';
import type { Edit } from '../../../src-shared/wire/splice.ts';

/**
 * The edits that keep the references within a JSON schema right where the schema becomes a part of
 * another one: `#/$defs/a` then begins with the pointer to its new place. Anchors, other documents
 * and parts with an `$id` of their own stay as they are, and so do values (`const`, `enum`…).
 *
 * @param schema - of a well-formed object. Each byte is read once, however deep it is.
 * @param pointer - such as `/properties/result`.
 * @returns undefined where it cannot be told what a reference would mean.
 */
export function movedRefs(bytes: Uint8Array, schema: Span, pointer: string): Edit[] | undefined {
  if (!mayRefer(bytes.subarray(schema.start, schema.end))) return [];
  const walk: Walk = { bytes, pointer, edits: [], unclear: 0 };
  readContainer(walk, schema.start, false);
  return walk.unclear === 0 ? walk.edits : undefined;
}

interface Walk {
  readonly bytes: Uint8Array;
  readonly pointer: string;
  readonly edits: Edit[];
  /** References of which nobody can tell where they lead. */
  unclear: number;
}

const references = ['$ref', '$dynamicRef'];
/** Only 2019-09 has it, and what it means depends on where one comes from. */
const recursive = '$recursiveRef';
/** How an escape of an ASCII character begins: with it a key can be spelled in another way. */
const asciiEscape = '\\u00';
/** Keywords whose members are values, not schemas. */
const ofValues = ['const', 'enum', 'default', 'examples'];
/** Keywords whose members are schemas by a name. */
const ofNames = [
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
  'dependencies',
];

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

function mayRefer({ buffer, byteOffset, byteLength }: Uint8Array): boolean {
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  return [...references, recursive, asciiEscape].some((text) => bytes.includes(text));
}

/**
 * Reads a value and what is within it; returns its end.
 *
 * @param isMap - whether its members are schemas by names that somebody chose, not keywords.
 */
function readContainer(walk: Walk, at: number, isMap: boolean): number {
  const { bytes } = walk;
  if (bytes[at] === OPEN_BRACE) return isMap ? readMap(walk, at) : readSchema(walk, at);
  if (bytes[at] !== OPEN_BRACKET) return skipValue(bytes, at);
  return readMembers(bytes, at, (start) => readContainer(walk, start, false));
}

function readMap(walk: Walk, at: number): number {
  const { bytes } = walk;
  return readMembers(bytes, at, (start) => readContainer(walk, valueStart(bytes, start), false));
}

function readSchema(walk: Walk, at: number): number {
  const { bytes, edits } = walk;
  const before = { edits: edits.length, unclear: walk.unclear };
  const bases: Span[] = [];
  const end = readMembers(bytes, at, (key) => {
    const start = valueStart(bytes, key);
    const keyEnd = skipValue(bytes, key) - 1;
    const isKey = (name: string) => keyIs(bytes, key + 1, keyEnd, name);
    if (isKey(recursive)) walk.unclear += 1;
    if (!ofValues.some(isKey)) {
      const valueEnd = readContainer(walk, start, ofNames.some(isKey));
      if (isKey('$id')) bases.push({ start, end: valueEnd });
      if (references.some(isKey)) move(walk, { start, end: valueEnd });
      return valueEnd;
    }
    return skipValue(bytes, start);
  });
  if (bases.length > 1 || bases.some((id) => isBase(bytes, id))) {
    // Its references stay within it: `#` is this schema.
    edits.length = before.edits;
    walk.unclear = before.unclear + (bases.length > 1 ? 1 : 0);
  }
  return end;
}

/** The `#item` of older drafts is an anchor, no base of what is within. */
function isBase(bytes: Uint8Array, id: Span): boolean {
  const value = parseText(bytes, id);
  return typeof value !== 'string' || !value.startsWith('#');
}

function move({ bytes, pointer, edits }: Walk, span: Span): void {
  const target = bytes[span.start] === QUOTE ? parseText(bytes, span) : undefined;
  if (typeof target !== 'string') return;
  if (target !== '#' && !target.startsWith('#/')) return;
  edits.push({ span, text: JSON.stringify(`#${pointer}${target.slice(1)}`) });
}

/** @param read - is given where each element begins, or each member's key; returns the end. */
function readMembers(bytes: Uint8Array, at: number, read: (start: number) => number): number {
  let index = skipSpace(bytes, at + 1);
  while (bytes[index] !== CLOSE_BRACE && bytes[index] !== CLOSE_BRACKET) {
    index = skipSpace(bytes, read(index));
    if (bytes[index] === COMMA) index = skipSpace(bytes, index + 1);
  }
  return index + 1;
}

/** From a key to the first byte of its value. */
function valueStart(bytes: Uint8Array, key: number): number {
  const colon = skipSpace(bytes, skipValue(bytes, key));
  return skipSpace(bytes, colon + 1);
}
