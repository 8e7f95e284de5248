import { useEffect } from 'react';
import { countTroubles } from './count-troubles.ts';
import { useLive } from './hub.tsx';

/** Names the window, its tab and its place in the history after what it shows, and counts what needs a person. */
export function useWindowTitle(page: string): void {
  const { state } = useLive();
  const troubles = state ? countTroubles(state) : 0;
  useEffect(() => {
    document.title = troubles > 0 ? `${page} – Loom (${troubles})` : `${page} – Loom`;
  }, [page, troubles]);
}
