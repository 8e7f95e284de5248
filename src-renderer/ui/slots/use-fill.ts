import { useEffect, useState } from 'react';
import type { ProbeResult } from '../../../src-shared/domain/preset.ts';
import type { HubClient } from '../../state/carrier.ts';
import { useHubClient, useLive } from '../../state/hub.tsx';
import type { Values } from './values.ts';

/** What the hub would make of a filled form: the exact command, and what is wrong. */
export type Shown = Awaited<ReturnType<HubClient['presets']['fill']>>;

/** Slots as they are filled in; a new object for every change. */
export interface Filled {
  /** What the server is to be called. */
  id: string;
  values: Values;
}

/** How the hub is asked about them. The same object as long as they are those of the same thing. */
export interface SlotCalls {
  fill(hub: HubClient, filled: Filled, options: { signal: AbortSignal }): Promise<Shown>;
  try(
    hub: HubClient,
    agreed: Filled & { digest: string },
    options: { signal: AbortSignal },
  ): Promise<ProbeResult>;
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
export function useFill(calls: SlotCalls, filled: Filled) {
  const client = useHubClient();
  const { phase } = useLive();
  const [answer, setAnswer] = useState<Answer>({ to: undefined, shown: undefined, error: null });
  useEffect(() => {
    if (phase !== 'live') return;
    const asking = new AbortController();
    calls.fill(client, filled, { signal: asking.signal }).then(
      (shown) => {
        if (!asking.signal.aborted) setAnswer({ to: filled, shown, error: null });
      },
      (error: unknown) => {
        if (asking.signal.aborted) return;
        setAnswer(({ shown }) => ({ to: filled, shown, error }));
      },
    );
    return () => asking.abort();
  }, [client, phase, calls, filled]);
  return {
    /** The last one known; of an older state of the form unless `isCurrent`. */
    shown: answer.shown,
    isCurrent: answer.to === filled && answer.error === null,
    error: answer.to === filled ? answer.error : null,
  };
}
