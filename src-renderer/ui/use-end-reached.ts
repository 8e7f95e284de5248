import { useEffect, useRef } from 'react';

/** Rows before the end at which more are read, so that nobody scrolls into nothing. */
const nearEnd = 40;

/** Tells once for each number of rows that their end is near. */
export function useEndReached(
  count: number,
  lastDrawn: number,
  onEnd: (() => void) | undefined,
): void {
  const isNear = lastDrawn >= count - nearEnd;
  const latest = useRef(onEnd);
  latest.current = onEnd;
  // biome-ignore lint/correctness/useExhaustiveDependencies: again where rows were added
  useEffect(() => {
    if (isNear) latest.current?.();
  }, [isNear, count]);
}
