import { useEffect, useRef, useState } from 'react';
import type { ProbeResult } from '../../../../src-shared/domain/preset.ts';
import { useHubClient } from '../../../state/hub.tsx';
import { describeFailure } from '../../../ui/toasts.tsx';
import type { Entry } from '../entry/entry.ts';

/** How a try goes: of what exactly, and what was found. */
export type TryState =
  | { phase: 'none' }
  | { phase: 'running'; of: string }
  | { phase: 'done'; of: string; result: ProbeResult };

interface Tried {
  id: string;
  entry: Entry;
  secrets?: Record<string, string>;
}

/** Tries entries that are not in the registry; whoever goes away ends what was started. */
export function useTry() {
  const client = useHubClient();
  const [state, setState] = useState<TryState>({ phase: 'none' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function start(tried: Tried): Promise<void> {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const of = nameOf(tried);
    setState({ phase: 'running', of });
    const result = await client.presets
      .tryEntry(tried, { signal: controller.signal })
      .catch(asResult);
    if (!controller.signal.aborted) setState({ phase: 'done', of, result });
  }

  return {
    start: (tried: Tried) => void start(tried),
    cancel() {
      running.current?.abort();
      setState({ phase: 'none' });
    },
    /** What is known of exactly this; another entry was never tried. */
    of: (tried: Tried): TryState =>
      state.phase !== 'none' && state.of === nameOf(tried) ? state : { phase: 'none' },
  };
}

function nameOf(tried: Tried): string {
  return JSON.stringify([tried.id, tried.entry, tried.secrets]);
}

function asResult(thrown: unknown): ProbeResult {
  const { message, remedy } = describeFailure(thrown);
  return { ok: false, tools: [], prompts: 0, resources: 0, error: message, remedy, stderr: [] };
}
