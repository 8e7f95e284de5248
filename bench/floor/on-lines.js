/**
 * Calls `take` with the whole lines that each read brought.
 * @param {import('node:stream').Readable} stream
 * @param {(lines: string[]) => void} take
 */
export function onLines(stream, take) {
  /** The beginning of a line. */
  let held = '';
  stream.setEncoding('utf8');
  stream.on('data', (/** @type {string} */ text) => {
    if (!text.includes('\n')) {
      held += text;
      return;
    }
    const lines = (held + text).split('\n');
    held = lines.pop() ?? '';
    take(lines);
  });
}
