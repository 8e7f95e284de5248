import { useEffect, useRef, useState } from 'react';
import type { BundleFacts } from '../../../../src-shared/domain/bundle.ts';
import { useHubClient } from '../../../state/hub.tsx';

/** How the look into a bundle's file goes. */
export type InspectState =
  | { phase: 'none' }
  | { phase: 'not-one'; name: string }
  | { phase: 'reading' }
  | { phase: 'failed'; error: unknown }
  | { phase: 'seen'; facts: BundleFacts };

/** Hands a file to the hub, which says what it is; runs and unpacks nothing. */
export function useInspect() {
  const client = useHubClient();
  const [state, setState] = useState<InspectState>({ phase: 'none' });
  const asking = useRef<AbortController>(undefined);
  useEffect(() => () => asking.current?.abort(), []);

  async function inspect(file: File): Promise<void> {
    asking.current?.abort();
    const controller = new AbortController();
    asking.current = controller;
    const { signal } = controller;
    if (!/\.mcpb$/i.test(file.name)) return setState({ phase: 'not-one', name: file.name });
    setState({ phase: 'reading' });
    const next = await client.bundles.inspect({ file }, { signal }).then(
      (facts): InspectState => ({ phase: 'seen', facts }),
      (error: unknown): InspectState => ({ phase: 'failed', error }),
    );
    if (!signal.aborted) setState(next);
  }

  return { state, open: (file: File) => void inspect(file) };
}
