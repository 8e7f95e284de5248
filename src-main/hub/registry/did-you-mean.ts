/** ` did you mean "command"?`-style ending for a mistyped word, or the known words where none is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  if (near) return `did you mean "${near}"?`;
  return known.length > 0 ? `known: ${known.join(', ')}` : '';
}

/** The known word that a typing slip may have turned into `word`: two edits at most, fewer in short ones. */
function nearest(word: string, known: readonly string[]): string | undefined {
  const plainWord = plain(word);
  const farthest = plainWord.length > 4 ? 2 : 1;
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(plainWord, plain(candidate)) }))
    .sort((a, b) => a.distance - b.distance);
  return ranked[0] && ranked[0].distance <= farthest ? ranked[0].candidate : undefined;
}

/** `idleStop`, `idle-stop` and `idle_stop` are the same slip of habit. */
function plain(word: string): string {
  return word.toLowerCase().replace(/[_-]/g, '').slice(0, 64);
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        Number(last[column]) + 1,
        Number(current[column - 1]) + 1,
        Number(last[column - 1]) + (same ? 0 : 1),
      );
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, Number(beforeLast[column - 2]) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return Number(last[b.length]);
}
