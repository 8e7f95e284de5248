/**
 * How a value stands in `Mcp-Name` and `Mcp-Param-*` (2026-07-28 transports/streamable-http, "Value
 * Encoding"): as it is, where a header can carry it, else as `=?base64?<base64 of its UTF-8>?=`.
 */

const prefix = '=?base64?';
const suffix = '?=';

/** Visible ASCII, with spaces and tabs inside only: those around a value belong to no value. */
const plain = /^[!-~](?:[\t -~]*[!-~])?$/;

/** A text that looks like an encoded one is encoded, and an empty one, which some carriers drop. */
export function encodeHeaderValue(text: string): string {
  if (plain.test(text) && !isMarked(text)) return text;
  return prefix + Buffer.from(text, 'utf8').toString('base64') + suffix;
}

/**
 * The text that a header's value stands for; undefined where it is malformed.
 *
 * @param value - without the white space around it, which `node:http` takes away.
 */
export function decodeHeaderValue(value: string): string | undefined {
  if (value !== '' && !plain.test(value)) return undefined;
  return isMarked(value) ? decodeBase64(value.slice(prefix.length, -suffix.length)) : value;
}

function isMarked(text: string): boolean {
  return text.startsWith(prefix) && text.endsWith(suffix);
}

/** A byte order mark is a part of the text. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeBase64(base64: string): string | undefined {
  const bytes = Buffer.from(base64, 'base64');
  // Node skips what is no base64 and does not miss padding.
  if (bytes.toString('base64') !== base64) return undefined;
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
