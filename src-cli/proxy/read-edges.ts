import {
  keyIs,
  type MemberVisitor,
  parseString,
  scanObject,
} from '../../src-shared/wire/json-scan.ts';
import { skipSpace } from '../../src-shared/wire/skip-value.ts';
import { type Envelope, toEnvelope, valueText } from './envelope.ts';
import type { Line } from './line-filter.ts';

// A JSON-RPC message has one member that can be large: params, result or error. Its id and method
// stand before or behind that, so that the two ends of 60 MB say whose answer it is. Seen from the
// last brace backwards, every quote outside an escape begins or ends a string: what is read there
// is exact. Whatever looks unusual is left to a full reading.

const edge = 512;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const CLOSE_BRACKET = 0x5d;
const CLOSE_BRACE = 0x7d;

/** A large message by its first and last bytes; undefined where they do not tell for sure. */
export function readEdges(line: Line): Envelope | undefined {
  let id: string | undefined;
  let method: string | undefined;
  const collect =
    (bytes: Buffer): MemberVisitor =>
    (keyStart, keyEnd, value) => {
      if (keyIs(bytes, keyStart, keyEnd, 'id')) id = valueText(bytes, value);
      else if (keyIs(bytes, keyStart, keyEnd, 'method')) method = parseString(bytes, value);
    };
  const head = firstBytes(line);
  const tail = lastBytes(line);
  const complete = scanHead(head, collect(head)) && scanTail(tail, collect(tail));
  return complete ? toEnvelope(id, method) : undefined;
}

/** Visits the members that end within `head`; whether the next one is known to be a large one. */
function scanHead(head: Buffer, visit: MemberVisitor): boolean {
  let next = skipSpace(head, 0) + 1;
  scanObject(head, next - 1, (keyStart, keyEnd, value) => {
    // What reaches the end may be cut.
    if (value.end === head.length) return;
    visit(keyStart, keyEnd, value);
    next = skipSpace(head, value.end) + 1;
  });
  const key = skipSpace(head, next);
  return ['"params"', '"result"', '"error"'].some(
    (name) => head.subarray(key).toString('latin1', 0, name.length) === name,
  );
}

/** Visits the scalar members at the end of the object; false where there may be more. */
function scanTail(tail: Buffer, visit: MemberVisitor): boolean {
  let at = skipSpaceBack(tail, tail.length - 1);
  if (tail[at] !== CLOSE_BRACE) return false;
  for (;;) {
    const valueEnd = skipSpaceBack(tail, at - 1);
    if (tail[valueEnd] === CLOSE_BRACE || tail[valueEnd] === CLOSE_BRACKET) return true;
    const valueStart = skipScalarBack(tail, valueEnd);
    const colon = skipSpaceBack(tail, valueStart - 1);
    if (valueStart < 0 || tail[colon] !== COLON) return false;
    const keyEnd = skipSpaceBack(tail, colon - 1);
    const keyStart = tail[keyEnd] === QUOTE ? skipScalarBack(tail, keyEnd) : -1;
    at = skipSpaceBack(tail, keyStart - 1);
    if (keyStart < 0 || tail[at] !== COMMA) return false;
    visit(keyStart + 1, keyEnd, { start: valueStart, end: valueEnd + 1 });
  }
}

/** Start of the scalar whose last byte is at `end`; -1 where it is unusual or begins before. */
function skipScalarBack(bytes: Buffer, end: number): number {
  let index = end - 1;
  if (bytes[end] === QUOTE) {
    while (index >= 0 && bytes[index] !== QUOTE) {
      if (bytes[index] === BACKSLASH) return -1;
      index--;
    }
    return bytes[index - 1] === BACKSLASH ? -1 : index;
  }
  while (index >= 0 && bytes[index] !== COLON && (bytes[index] as number) > 0x20) index--;
  return index < 0 ? -1 : index + 1;
}

function skipSpaceBack(bytes: Buffer, from: number): number {
  let index = from;
  while (index >= 0 && (bytes[index] as number) <= 0x20) index--;
  return index;
}

function firstBytes(line: Line): Buffer {
  const starts = line.slice(0, 8).map((piece) => piece.subarray(0, edge));
  return Buffer.concat(starts).subarray(0, edge);
}

function lastBytes(line: Line): Buffer {
  const ends = line.slice(-8).map((piece) => piece.subarray(-edge));
  return Buffer.concat(ends).subarray(-edge);
}
