/** How a text is laid out around a place, so that what is put in there looks like its neighbours. */

/** The line end that follows `offset`, else the one before it; `\n` where the text has one line. */
export function lineEndNear(text: string, offset: number): string {
  const next = /\r\n|\r|\n/g;
  next.lastIndex = offset;
  const following = next.exec(text)?.[0];
  if (following !== undefined) return following;
  const before = text.slice(0, offset);
  const last = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
  if (last < 0) return '\n';
  return before[last] === '\n' && before[last - 1] === '\r' ? '\r\n' : (before[last] ?? '\n');
}

/** The blanks at the start of the line that `offset` lies in. */
export function indentOfLine(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const newline = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
  const start = newline < 0 && text.startsWith('\uFEFF') ? 1 : newline + 1;
  return /^[ \t]*/.exec(text.slice(start, start + 1000))?.[0] ?? '';
}

/** One step of indentation, as the first indented line of the text has it; two blanks otherwise. */
export function indentUnit(text: string): string {
  const first = /[\r\n]([ \t]+)[^\s/*#]/.exec(text)?.[1];
  if (first === undefined) return '  ';
  if (first.startsWith('\t')) return '\t';
  return first.length <= 8 ? first : '  ';
}

export function hasLineBreak(text: string): boolean {
  return /[\r\n]/.test(text);
}
