import { integerId } from '../../src-shared/wire/frame.ts';
import { parseText, type Span } from '../../src-shared/wire/json-scan.ts';

/** What the proxy needs to know of a message. Ids are JSON text, so that 1 and "1" stay apart. */
export type Envelope =
  | { kind: 'request'; id: string; method: string }
  | { kind: 'notification'; method: string }
  | { kind: 'response'; id: string };

/** A message by its id (as JSON text) and method; undefined where it has neither. */
export function toEnvelope(
  id: string | undefined,
  method: string | undefined,
): Envelope | undefined {
  if (method !== undefined) {
    return id === undefined ? { kind: 'notification', method } : { kind: 'request', id, method };
  }
  return id === undefined || id === 'null' ? undefined : { kind: 'response', id };
}

/** An id as JSON text; two spellings of one string ("é" and "\u00e9") become the same. */
export function valueText(bytes: Buffer, span: Span): string {
  const number = integerId(bytes, span);
  if (number >= 0) return String(number);
  const text = bytes.toString('utf8', span.start, span.end);
  return text.includes('\\') ? (JSON.stringify(parseText(bytes, span)) ?? text) : text;
}
