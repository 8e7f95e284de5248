import { useEffect, useRef } from 'react';

/**
 * Asks again when something has changed: at once, and then no oftener than allowed.
 *
 * @param refetch - undefined while nothing is to be asked.
 */
export function useRefetchWith(
  changing: unknown,
  refetch: (() => void) | undefined,
  leastMs: number,
): void {
  const latest = useRef(refetch);
  latest.current = refetch;
  const known = useRef(changing);
  const last = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const before = known.current;
    known.current = changing;
    if (before === undefined || before === changing || timer.current !== undefined) return;
    timer.current = setTimeout(
      () => {
        timer.current = undefined;
        last.current = Date.now();
        latest.current?.();
      },
      Math.max(0, last.current + leastMs - Date.now()),
    );
  }, [changing, leastMs]);
  useEffect(() => () => clearTimeout(timer.current), []);
}
