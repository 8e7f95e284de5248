/**
 * Where values of JSON text end. Structure is checked (brackets, commas, strings that end, known
 * literals), not every rule of JSON: escapes and number syntax are left to whoever finally parses it.
 */

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

/** Strings are most of a payload's bytes: jump from quote to quote with the native search. */
export function skipString(bytes: Uint8Array, at: number): number {
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

export function spells(bytes: Uint8Array, at: number, word: string): number {
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
