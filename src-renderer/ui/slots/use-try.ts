import { useEffect, useRef, useState } from 'react';
import type { ProbeResult } from '../../../src-shared/domain/preset.ts';
import { useHubClient } from '../../state/hub.tsx';
import { toldBy } from '../../state/use-trouble.ts';
import type { Filled, SlotCalls } from './use-fill.ts';

/** How a try goes. */
export type TryState =
  | { phase: 'none' }
  | { phase: 'running'; of: Filled; since: number }
  | { phase: 'done'; of: Filled; result: ProbeResult };

/** Starts a server without adding it; whoever goes away ends what was started. */
export function useTry(calls: SlotCalls) {
  const client = useHubClient();
  const [state, setState] = useState<TryState>({ phase: 'none' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function start(filled: Filled, digest: string): Promise<void> {
    running.current?.abort();
    const trying = new AbortController();
    running.current = trying;
    const { signal } = trying;
    setState({ phase: 'running', of: filled, since: Date.now() });
    const result = await calls.try(client, { ...filled, digest }, { signal }).catch(asResult);
    if (!signal.aborted) setState({ phase: 'done', of: filled, result });
  }

  return {
    start: (filled: Filled, digest: string) => void start(filled, digest),
    cancel() {
      running.current?.abort();
      setState({ phase: 'none' });
    },
    /** What is known of exactly this; whatever was changed since was not tried. */
    of: (filled: Filled): TryState =>
      state.phase !== 'none' && state.of === filled ? state : { phase: 'none' },
  };
}

function asResult(thrown: unknown): ProbeResult {
  const { message: error, ...told } = toldBy(thrown);
  return { ok: false, tools: [], prompts: 0, resources: 0, error, ...told, stderr: [] };
}
