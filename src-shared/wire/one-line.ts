/**
 * JSON text on one line, as line framing and SSE need it. Outside of strings a line break is white
 * space, inside of them JSON allows none, so a space may stand for each.
 */
export function oneLine(bytes: Uint8Array): Uint8Array {
  if (bytes.indexOf(0x0a) < 0 && bytes.indexOf(0x0d) < 0) return bytes;
  return bytes.map((byte) => (byte === 0x0a || byte === 0x0d ? 0x20 : byte));
}
