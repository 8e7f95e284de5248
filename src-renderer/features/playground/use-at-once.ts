import { useEffect, useRef } from 'react';

/** Does something once, when the page is there, if it is wanted. */
export function useAtOnce(isWanted: boolean, act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (isWanted) latest.current();
  }, [isWanted]);
}
