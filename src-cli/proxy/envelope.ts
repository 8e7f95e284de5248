import { parseText, type Span } from '../../src-shared/wire/json-scan.ts';

/** What the proxy needs to know of a message. Ids are JSON text, so that 1 and "1" stay apart. */
export type Envelope =
  | { kind: 'request'; id: string; method: string }
  | { kind: 'notification'; method: string }
  | { kind: 'response'; id: string };

/** A message by its id and method as JSON text; undefined where it has neither. */
export function toEnvelope(
  id: string | undefined,
  method: string | undefined,
): Envelope | undefined {
  if (method !== undefined) {
    const name = method.slice(1, -1);
    return id === undefined
      ? { kind: 'notification', method: name }
      : { kind: 'request', id, method: name };
  }
  return id === undefined || id === 'null' ? undefined : { kind: 'response', id };
}

/** A value as JSON text; two spellings of one string ("é" and "\u00e9") become the same. */
export function valueText(bytes: Buffer, span: Span): string {
  const text = bytes.toString('utf8', span.start, span.end);
  return text.includes('\\') ? (JSON.stringify(parseText(bytes, span)) ?? text) : text;
}
