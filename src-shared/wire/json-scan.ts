/**
 * Finds places in JSON text without building values: the relay changes a few bytes (an id, a name, a
 * token) and must keep every other byte as it came, big numbers and key order included.
 *
 * It checks structure (brackets, commas, strings that end, known literals), not every rule of JSON:
 * escapes and number syntax are left to whoever finally parses the text.
 */

import { skipSpace, skipString, skipValue, spells } from './skip-value.ts';

/** A byte range, `end` exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** Called for each member of an object; key and value are spans (the key's without its quotes). */
export type MemberVisitor = (keyStart: number, keyEnd: number, value: Span) => void;

/** Finds the end of a member's value that starts at `at`, as `skipValue` does. */
export type ValueSkipper = (
  bytes: Uint8Array,
  at: number,
  keyStart: number,
  keyEnd: number,
) => number;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/**
 * Visits the members of the object at `at`.
 *
 * @param skip - for whoever wants to look into a value without scanning it twice.
 * @returns the index behind the closing brace, or -1 where the object is not well formed.
 */
export function scanObject(
  bytes: Uint8Array,
  at: number,
  visit: MemberVisitor,
  skip: ValueSkipper = skipValue,
): number {
  if (bytes[at] !== OPEN_BRACE) return -1;
  let index = skipSpace(bytes, at + 1);
  if (bytes[index] === CLOSE_BRACE) return index + 1;
  for (;;) {
    const keyEnd = bytes[index] === QUOTE ? skipString(bytes, index) : -1;
    if (keyEnd < 0) return -1;
    const keyStart = index + 1;
    index = skipSpace(bytes, keyEnd);
    if (bytes[index] !== COLON) return -1;
    const start = skipSpace(bytes, index + 1);
    const end = skip(bytes, start, keyStart, keyEnd - 1);
    if (end < 0) return -1;
    visit(keyStart, keyEnd - 1, { start, end });
    index = skipSpace(bytes, end);
    if (bytes[index] === CLOSE_BRACE) return index + 1;
    if (bytes[index] !== COMMA) return -1;
    index = skipSpace(bytes, index + 1);
  }
}

/**
 * Spans of the elements of the array at `at`; undefined where it is not a well-formed array.
 *
 * @param most - behind one more than these it stops: a span for each of millions of tiny elements
 * would take many times the memory of the text.
 */
export function scanArray(bytes: Uint8Array, at: number, most: number): Span[] | undefined {
  if (bytes[at] !== OPEN_BRACKET) return undefined;
  const elements: Span[] = [];
  let index = skipSpace(bytes, at + 1);
  if (bytes[index] === CLOSE_BRACKET) return elements;
  for (;;) {
    const end = skipValue(bytes, index);
    if (end < 0) return undefined;
    elements.push({ start: index, end });
    if (elements.length > most) return elements;
    index = skipSpace(bytes, end);
    if (bytes[index] === CLOSE_BRACKET) return elements;
    if (bytes[index] !== COMMA) return undefined;
    index = skipSpace(bytes, index + 1);
  }
}

/**
 * Spans of the named members of the object at `at`, in the order of `names`; a missing one is
 * undefined. Returns undefined where the object is malformed or names one of them twice: parsers
 * disagree on which of two wins, so relaying such text could mean two different things.
 */
export function findMembers(
  bytes: Uint8Array,
  at: number,
  names: readonly string[],
): (Span | undefined)[] | undefined {
  const found = locateMembers(bytes, at, names);
  return found && found.twice.length === 0 ? found.spans : undefined;
}

/** What one scan of an object found, by the places of the names in their list. */
export interface FoundMembers {
  spans: (Span | undefined)[];
  /** The places of names that stand there more than once. */
  twice: readonly number[];
  /** The index behind the object. */
  end: number;
}

const nothing: readonly number[] = [];

/**
 * As `findMembers`, for whoever asks about some of the names only: undefined where it is malformed.
 *
 * @param skip - as `scanObject` takes it.
 */
export function locateMembers(
  bytes: Uint8Array,
  at: number,
  names: readonly string[],
  skip?: ValueSkipper,
): FoundMembers | undefined {
  const spans = new Array<Span | undefined>(names.length).fill(undefined);
  let twice = nothing;
  const visit = (keyStart: number, keyEnd: number, value: Span) => {
    const place = placeOfKey(names, bytes, { start: keyStart, end: keyEnd });
    if (place < 0) return;
    // Each once: there may be millions of them.
    if (spans[place] && !twice.includes(place)) twice = [...twice, place];
    spans[place] = value;
  };
  const end = scanObject(bytes, at, visit, skip);
  return end < 0 ? undefined : { spans, twice, end };
}

/** The place of the name that a key spells, escapes included; -1 where it is none of them. */
function placeOfKey(names: readonly string[], bytes: Uint8Array, { start, end }: Span): number {
  const length = end - start;
  let mayBeEscaped = false;
  for (let place = 0; place < names.length; place++) {
    const name = names[place] as string;
    if (name.length === length) {
      if (spells(bytes, start, name) >= 0) return place;
    } else if (fitsEscaped(length, name)) mayBeEscaped = true;
  }
  if (!mayBeEscaped || !hasBackslash(bytes, start, end)) return -1;
  const key = parseText(bytes, { start: start - 1, end: end + 1 });
  return typeof key === 'string' ? names.indexOf(key) : -1;
}

/** "na\u006de" is "name" too: longer in bytes, but never by more than six for each letter. */
function fitsEscaped(length: number, name: string): boolean {
  return length > name.length && length <= name.length * 6;
}

/** Whether the key in `bytes[start, end)` spells the ASCII text `name`, escapes included. */
export function keyIs(bytes: Uint8Array, start: number, end: number, name: string): boolean {
  if (end - start === name.length) return spells(bytes, start, name) >= 0;
  return (
    fitsEscaped(end - start, name) &&
    hasBackslash(bytes, start, end) &&
    parseText(bytes, { start: start - 1, end: end + 1 }) === name
  );
}

/** In the key alone: a native search from here on would read the rest of the message for each key. */
function hasBackslash(bytes: Uint8Array, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (bytes[index] === BACKSLASH) return true;
  return false;
}

/** The bytes of a span for longer than their message lives: a Buffer's `slice` would not copy. */
export function copySpan(bytes: Uint8Array, span: Span): Uint8Array {
  return new Uint8Array(bytes.subarray(span.start, span.end));
}

const decoder = new TextDecoder();

/** The JSON value in a span, as `JSON.parse` sees it; undefined where it does not parse. */
export function parseText(bytes: Uint8Array, span: Span): unknown {
  try {
    return JSON.parse(decoder.decode(bytes.subarray(span.start, span.end)));
  } catch {
    return undefined;
  }
}

/** The last short strings that came, by their length and last byte. */
const recent = new Array<string>(256).fill('');
const longestRecent = 64;

/**
 * The string in a span; undefined where there is none. Methods and tool names come again and again:
 * one that came just now is known by its bytes and not decoded anew.
 */
export function parseString(bytes: Uint8Array, span: Span): string | undefined {
  if (bytes[span.start] !== QUOTE) return undefined;
  const length = span.end - span.start - 2;
  const slot = (length * 31 + (bytes[span.end - 2] as number)) & 255;
  const known = recent[slot] as string;
  if (known.length === length && keyIs(bytes, span.start + 1, span.end - 1, known)) return known;
  const text = parseText(bytes, span);
  if (typeof text !== 'string') return undefined;
  // Only plain ASCII has as many letters as bytes.
  if (length <= longestRecent && text.length === length) recent[slot] = text;
  return text;
}
