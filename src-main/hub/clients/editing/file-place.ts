/** Where an offset lies; line and column count from 1, a byte order mark has no column. */
export function filePlace(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  const breaks = /\r\n|\r|\n/g;
  for (let found = breaks.exec(text); found && breaks.lastIndex <= offset; ) {
    line += 1;
    start = breaks.lastIndex;
    found = breaks.exec(text);
  }
  return { line, column: Math.max(offset - start, 0) + 1 };
}
