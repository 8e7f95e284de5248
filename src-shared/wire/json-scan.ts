/**
 * Finds places in JSON text without building values: the relay changes a few bytes (an id, a name, a
 * token) and must keep every other byte as it came, big numbers and key order included.
 *
 * It checks structure (brackets, commas, strings that end, known literals), not every rule of JSON:
 * escapes and number syntax are left to whoever finally parses the text.
 */

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
/** Far deeper than real payloads, and no deeper than a recursive reader or printer can follow. */
const DEEPEST = 1_000;

/** Index of the first byte at or after `at` that is not JSON white space. */
export function skipSpace(bytes: Uint8Array, at: number): number {
  let index = at;
  for (;;) {
    const byte = bytes[index];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return index;
    index++;
  }
}

/** End of the value that starts at `at`, or -1 where it is not well formed. */
export function skipValue(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === QUOTE) return skipString(bytes, at);
  if (byte === OPEN_BRACE || byte === OPEN_BRACKET) return skipContainer(bytes, at);
  return skipScalar(bytes, at);
}

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

/** Strings are most of a payload's bytes: jump from quote to quote with the native search. */
function skipString(bytes: Uint8Array, at: number): number {
  let from = at + 1;
  // Most strings are short; a plain loop beats the native call there.
  const near = Math.min(bytes.length, from + 48);
  while (from < near) {
    const byte = bytes[from];
    if (byte === QUOTE) return from + 1;
    from += byte === BACKSLASH ? 2 : 1;
  }
  let clean = from;
  for (;;) {
    const quote = bytes.indexOf(QUOTE, from);
    if (quote < 0) return -1;
    let backslash = quote - 1;
    while (backslash >= clean && bytes[backslash] === BACKSLASH) backslash--;
    if ((quote - backslash) % 2 === 1) return quote + 1;
    from = quote + 1;
    clean = from;
  }
}

/** An explicit stack of bits, not recursion: a hostile depth must not end the process. */
function skipContainer(bytes: Uint8Array, at: number): number {
  const closers: number[] = [];
  let index = at;
  let expectValue = true;
  for (;;) {
    const byte = bytes[index];
    if (expectValue && (byte === OPEN_BRACE || byte === OPEN_BRACKET)) {
      if (closers.length >= DEEPEST) return -1;
      closers.push(byte === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET);
      index = skipSpace(bytes, index + 1);
      if (bytes[index] === closers.at(-1)) expectValue = false;
      else if (byte === OPEN_BRACE) index = skipKey(bytes, index);
    } else if (expectValue) {
      index = byte === QUOTE ? skipString(bytes, index) : skipScalar(bytes, index);
      if (index >= 0) index = skipSpace(bytes, index);
      expectValue = false;
    } else if (byte === closers.at(-1)) {
      closers.pop();
      if (closers.length === 0) return index + 1;
      index = skipSpace(bytes, index + 1);
    } else if (byte === COMMA) {
      index = skipSpace(bytes, index + 1);
      if (closers.at(-1) === CLOSE_BRACE) index = skipKey(bytes, index);
      expectValue = true;
    } else return -1;
    if (index < 0) return -1;
  }
}

/** From a key's opening quote to the first byte of its value, or -1. */
function skipKey(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== QUOTE) return -1;
  const end = skipString(bytes, at);
  if (end < 0) return -1;
  const colon = skipSpace(bytes, end);
  return bytes[colon] === COLON ? skipSpace(bytes, colon + 1) : -1;
}

function skipScalar(bytes: Uint8Array, at: number): number {
  switch (bytes[at]) {
    case 0x74:
      return spells(bytes, at, 'true');
    case 0x66:
      return spells(bytes, at, 'false');
    case 0x6e:
      return spells(bytes, at, 'null');
    default:
      return skipNumber(bytes, at);
  }
}

function spells(bytes: Uint8Array, at: number, word: string): number {
  for (let index = 0; index < word.length; index++) {
    if (bytes[at + index] !== word.charCodeAt(index)) return -1;
  }
  return at + word.length;
}

function skipNumber(bytes: Uint8Array, at: number): number {
  let index = at;
  let digits = 0;
  for (;;) {
    const byte = bytes[index] ?? 0;
    if (byte >= 0x30 && byte <= 0x39) digits++;
    // + - . e E
    else if (byte !== 0x2b && byte !== 0x2d && byte !== 0x2e && byte !== 0x65 && byte !== 0x45) {
      return digits > 0 ? index : -1;
    }
    index++;
  }
}
