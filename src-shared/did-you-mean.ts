/** The known name that a mistyped one most likely stands for, or undefined where none is close. */
export function didYouMean(typed: string, known: readonly string[]): string | undefined {
  let best: { name: string; edits: number } | undefined;
  for (const name of known) {
    const edits = countEdits(plain(typed), plain(name));
    if (edits <= mostEdits(plain(name)) && edits < (best?.edits ?? Infinity))
      best = { name, edits };
  }
  return best?.name;
}

/** `idleStop`, `idle-stop` and `idle_stop` are the same slip of habit. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '').slice(0, 64);
}

/** A third of a name may be wrong; in short names one or two letters. */
function mostEdits(name: string): number {
  return name.length <= 3 ? 1 : Math.max(2, Math.floor(name.length / 3));
}

/** Optimal string alignment distance: inserted, deleted, replaced and swapped letters. */
function countEdits(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      const edits = Math.min(
        at(current, column - 1) + 1,
        at(last, column) + 1,
        at(last, column - 1) + (same ? 0 : 1),
      );
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current.push(swapped && row > 1 ? Math.min(edits, at(beforeLast, column - 2) + 1) : edits);
    }
    beforeLast = last;
    last = current;
  }
  return at(last, right.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
