/** Where an item of a list in columns stands. */
export interface Place {
  left: number;
  top: number;
}

/**
 * Which item a key leads to: j, k, Left and Right along the order, Up and Down within a column; the
 * first and the last by Home and End. Undefined where the key is another one.
 */
export function nextPlace(
  key: string,
  current: number,
  places: readonly Place[],
): number | undefined {
  const last = places.length - 1;
  switch (key) {
    case 'j':
    case 'ArrowRight':
      return Math.min(last, current + 1);
    case 'k':
    case 'ArrowLeft':
      return Math.max(0, current - 1);
    case 'ArrowDown':
      return inColumn(current, places, 1) ?? Math.min(last, current + 1);
    case 'ArrowUp':
      return inColumn(current, places, -1) ?? Math.max(0, current - 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

/** The nearest one above or below: in the same column, if the next line of items reaches so far. */
function inColumn(
  current: number,
  places: readonly Place[],
  direction: 1 | -1,
): number | undefined {
  const from = places[current];
  if (!from) return undefined;
  const beyond = places
    .map((place, index) => ({ ...place, index }))
    .filter(({ top }) => (top - from.top) * direction > 0);
  const line = beyond.toSorted((a, b) => (a.top - b.top) * direction)[0]?.top;
  const inLine = beyond.filter(({ top }) => top === line);
  const away = (left: number) => Math.abs(left - from.left);
  return inLine.toSorted((a, b) => away(a.left) - away(b.left))[0]?.index;
}
