/** One line of one side of a diff. */
export interface DiffLine {
  number: number;
  text: string;
  isChanged: boolean;
}

/** A row of a diff in two columns; `place` is where a region begins. */
export type SideRow =
  | { kind: 'place'; text: string }
  | { kind: 'lines'; left: DiffLine | undefined; right: DiffLine | undefined };

/** Puts a unified diff into two columns: what goes beside what comes in its place. */
export function sideBySideRows(diff: string): SideRow[] {
  const rows: SideRow[] = [];
  let [left, right] = [0, 0];
  let gone: DiffLine[] = [];
  let come: DiffLine[] = [];
  let isInside = false;

  function flush(): void {
    const count = Math.max(gone.length, come.length);
    for (let index = 0; index < count; index += 1) {
      rows.push({ kind: 'lines', left: gone[index], right: come[index] });
    }
    gone = [];
    come = [];
  }

  for (const line of diff.replace(/\n$/, '').split('\n')) {
    const place = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);
    if (place) {
      flush();
      [left, right] = [Number(place[1]), Number(place[2])];
      isInside = true;
      rows.push({ kind: 'place', text: line });
      continue;
    }
    // The two lines that name the files; `\` says that the last line has no end.
    if (!isInside || line.startsWith('\\')) continue;
    const text = line.slice(1);
    if (line.startsWith('-')) gone.push({ number: left++, text, isChanged: true });
    else if (line.startsWith('+')) come.push({ number: right++, text, isChanged: true });
    else {
      flush();
      rows.push({
        kind: 'lines',
        left: { number: left++, text, isChanged: false },
        right: { number: right++, text, isChanged: false },
      });
    }
  }
  flush();
  return rows;
}
