import { useEffect, useRef, useState } from 'react';
import type { ProbeResult } from '../../../../src-shared/domain/preset.ts';
import type { HubClient } from '../../../state/carrier.ts';
import { useHubClient } from '../../../state/hub.tsx';
import { toldBy } from '../../../state/use-trouble.ts';

/** How a try goes: of what exactly, and what was found. */
export type TryState =
  | { phase: 'none' }
  | { phase: 'running'; of: string }
  | { phase: 'done'; of: string; result: ProbeResult };

type Ask<Tried> = (
  hub: HubClient,
  tried: Tried,
  options: { signal: AbortSignal },
) => Promise<ProbeResult>;

/**
 * Tries servers that are not in the registry; whoever goes away ends what was started.
 *
 * @param ask - which call does it, the same one each time.
 */
export function useTry<Tried>(ask: Ask<Tried>) {
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
    const result = await ask(client, tried, { signal: controller.signal }).catch(asResult);
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

function nameOf(tried: unknown): string {
  return JSON.stringify(tried);
}

function asResult(thrown: unknown): ProbeResult {
  const { message: error, ...told } = toldBy(thrown);
  return { ok: false, tools: [], prompts: 0, resources: 0, error, ...told, stderr: [] };
}
