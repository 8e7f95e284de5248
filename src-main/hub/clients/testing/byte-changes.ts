/** How one text differs from another: what stands between their common start and end. */
export interface Change {
  removed: string;
  added: string;
  at: number;
}

export function changeBetween(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return {
    at: start,
    removed: before.slice(start, before.length - end),
    added: after.slice(start, after.length - end),
  };
}

/**
 * Whether the old text is the new one without one run of characters. Allowed besides: the comma that
 * the last sibling lacked, and the inside of an empty object or list that has to be opened.
 */
export function isInsertion(before: string, after: string): boolean {
  const { removed, at } = changeBetween(before, after);
  if (removed === '') return true;
  const isOpened = /^\s*$/.test(removed) && /[{[]\s*$/.test(before.slice(0, at));
  if (isOpened) return true;
  if (after[at] !== ',') return false;
  return changeBetween(before, after.slice(0, at) + after.slice(at + 1)).removed === '';
}
