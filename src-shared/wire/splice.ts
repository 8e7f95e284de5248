import type { Span } from './json-scan.ts';

/** Puts `text` in place of the bytes of `span`. */
export interface Edit {
  span: Span;
  text: Uint8Array | string;
}

/** Up to this many bytes a message is copied: that costs less than to hand over pieces of it. */
const copyUpTo = 512;

/**
 * The bytes with all edits made. Of a large payload what is not edited is shared with the original,
 * never copied, so that there are several pieces.
 *
 * @param edits - in any order, not overlapping. Of those that begin at one place an insertion (an
 * empty span) comes first, and several insertions come in their own order.
 */
export function splice(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array[] {
  const ordered = inOrder(edits);
  if (bytes.length <= copyUpTo) return [spliceCopy(bytes, ordered)];
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (const { span, text } of ordered) {
    if (span.start > from) pieces.push(bytes.subarray(from, span.start));
    pieces.push(typeof text === 'string' ? encoder.encode(text) : text);
    from = span.end;
  }
  if (from < bytes.length) pieces.push(bytes.subarray(from));
  return pieces;
}

function inOrder(edits: readonly Edit[]): readonly Edit[] {
  let last = 0;
  for (const { span } of edits) {
    if (span.start < last) return [...edits].sort(byPlace);
    last = span.end;
  }
  return edits;
}

function byPlace(a: Edit, b: Edit): number {
  return a.span.start - b.span.start || a.span.end - b.span.end;
}

const encoder = new TextEncoder();

/** Byte by byte: for a few of them every call of the engine's costs more than this loop. */
function spliceCopy(bytes: Uint8Array, ordered: readonly Edit[]): Uint8Array {
  const texts = ordered.map(({ text }) => inBytes(text));
  let length = bytes.length;
  for (const { span } of ordered) length -= span.end - span.start;
  for (const text of texts) length += text.length;
  const whole = allocate(length);
  let from = 0;
  let to = 0;
  for (let index = 0; index < ordered.length; index++) {
    const { span } = ordered[index] as Edit;
    const text = texts[index] as Uint8Array | string;
    while (from < span.start) whole[to++] = bytes[from++] as number;
    for (let at = 0; at < text.length; at++) {
      whole[to++] = typeof text === 'string' ? text.charCodeAt(at) : (text[at] as number);
    }
    from = span.end;
  }
  while (from < bytes.length) whole[to++] = bytes[from++] as number;
  return whole;
}

/** Of a text in ASCII the letters are the bytes. */
function inBytes(text: Uint8Array | string): Uint8Array | string {
  if (typeof text !== 'string') return text;
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) > 0x7f) return encoder.encode(text);
  }
  return text;
}

let slab = new Uint8Array(0);
let slabUsed = 0;

/** A part of a larger buffer: to make one of its own for each message takes the engine long. */
function allocate(length: number): Uint8Array {
  if (slab.length - slabUsed < length) {
    slab = new Uint8Array(Math.max(length, 32 * 1024));
    slabUsed = 0;
  }
  slabUsed += length;
  return slab.subarray(slabUsed - length, slabUsed);
}
