/**
 * JSON text on one line, as line framing and SSE need it. Outside of strings a line break is white
 * space, inside of them JSON allows none, so a space may stand for each.
 */
export function oneLine(bytes: Uint8Array): Uint8Array {
  if (bytes.indexOf(0x0a) < 0 && bytes.indexOf(0x0d) < 0) return bytes;
  const line = new Uint8Array(bytes);
  for (const lineEnd of [0x0a, 0x0d]) {
    for (let at = line.indexOf(lineEnd); at >= 0; at = line.indexOf(lineEnd, at + 1)) {
      line[at] = 0x20;
    }
  }
  return line;
}
