import type { Span } from './json-scan.ts';

/** Puts `text` in place of the bytes of `span`. */
export interface Edit {
  span: Span;
  text: Uint8Array | string;
}

const encoder = new TextEncoder();

/**
 * The bytes with all edits made, in as many pieces as there are: what is not edited is shared with
 * the original, so that a large payload is never copied.
 *
 * @param edits - in any order, not overlapping.
 */
export function splice(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array[] {
  const ordered = edits.length > 1 ? [...edits].sort((a, b) => a.span.start - b.span.start) : edits;
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
