import { useEffect, useState } from 'react';
import type { HubClient } from '../../state/carrier.ts';
import { useHubClient } from '../../state/hub.tsx';
import { showFailure } from '../../ui/toasts.tsx';

/** How long a secret stays on the screen. */
const shownForMs = 20_000;

/** A secret's text for a short while, as long as somebody looks; nowhere but in this component. */
export function useRevealed(ask: (hub: HubClient) => Promise<string>) {
  const client = useHubClient();
  const [shown, setShown] = useState<{ text: string; until: number }>();
  useEffect(() => {
    if (!shown) return;
    const hide = () => setShown(undefined);
    const timer = setTimeout(hide, shown.until - Date.now());
    document.addEventListener('visibilitychange', hide);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', hide);
    };
  }, [shown]);
  return {
    shown,
    hide: () => setShown(undefined),
    reveal() {
      ask(client).then(
        (text) => setShown({ text, until: Date.now() + shownForMs }),
        (error: unknown) => showFailure(error),
      );
    },
  };
}
