import { useEffect, useState } from 'react';
import type { HubClient } from '../../../state/carrier.ts';
import { useHubClient, useLive } from '../../../state/hub.tsx';
import type { Values } from './values.ts';

/** What the hub would make of a filled form: the exact command, and what is wrong. */
export type Shown = Awaited<ReturnType<HubClient['presets']['fill']>>;

/** A preset as it is filled in; a new object for every change. */
export interface Filled {
  preset: string;
  id: string;
  values: Values;
}

interface Answer {
  to: Filled | undefined;
  shown: Shown | undefined;
  error: unknown;
}

/**
 * Asks the hub after every change what would be run. Not by a query: its key would keep what is typed
 * into secret fields long after the page is gone.
 */
export function useFill(filled: Filled) {
  const client = useHubClient();
  const { phase } = useLive();
  const [answer, setAnswer] = useState<Answer>({ to: undefined, shown: undefined, error: null });
  useEffect(() => {
    if (phase !== 'live') return;
    const asking = new AbortController();
    client.presets.fill(filled, { signal: asking.signal }).then(
      (shown) => {
        if (!asking.signal.aborted) setAnswer({ to: filled, shown, error: null });
      },
      (error: unknown) => {
        if (asking.signal.aborted) return;
        setAnswer(({ shown }) => ({ to: filled, shown, error }));
      },
    );
    return () => asking.abort();
  }, [client, phase, filled]);
  return {
    /** The last one known; of an older state of the form unless `isCurrent`. */
    shown: answer.shown,
    isCurrent: answer.to === filled && answer.error === null,
    error: answer.to === filled ? answer.error : null,
  };
}
