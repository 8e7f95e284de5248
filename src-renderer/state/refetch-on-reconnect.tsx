import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLive } from './hub.tsx';

/** After the hub was away, everything that was asked before is asked again. */
export function RefetchOnReconnect() {
  const { phase } = useLive();
  const queries = useQueryClient();
  const wasAway = useRef(false);
  useEffect(() => {
    if (phase !== 'live') wasAway.current = true;
    else if (wasAway.current) {
      wasAway.current = false;
      void queries.invalidateQueries();
    }
  }, [phase, queries]);
  return null;
}
