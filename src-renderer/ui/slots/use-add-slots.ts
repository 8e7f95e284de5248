import { useRef } from 'react';
import type { HubClient } from '../../state/carrier.ts';
import { useAction } from '../../state/use-action.ts';
import type { Filled } from './use-fill.ts';

/** The way to add what was shown. */
export interface AddSlots {
  run(filled: Filled, digest: string): void;
  busy: boolean;
  error: unknown;
}

/** Adds what was shown, and starts it, so that its tools are known. */
export function useAddSlots<Added extends { id: string }>(
  add: (hub: HubClient, agreed: Filled & { digest: string }) => Promise<Added>,
  onAdded: (added: Added) => void,
): AddSlots {
  // What was typed is no input of the action: that is kept for a while after it is done.
  const agreed = useRef<Filled & { digest: string }>(undefined);
  const action = useAction(
    async (hub) => {
      const { current } = agreed;
      if (!current) throw new Error('nothing was agreed to');
      const added = await add(hub, current);
      // How that goes, its state says.
      hub.servers.start({ id: added.id }).catch(() => undefined);
      return added;
    },
    // Shown where it happened.
    { onDone: onAdded, onError: () => undefined },
  );
  return {
    busy: action.busy,
    error: action.error,
    run(filled, digest) {
      agreed.current = { ...filled, digest };
      action.run();
    },
  };
}
