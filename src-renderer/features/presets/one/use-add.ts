import type { HubClient } from '../../../state/carrier.ts';
import { useMessages } from '../../../state/messages.tsx';
import { useAction } from '../../../state/use-action.ts';
import { showToast } from '../../../ui/toasts.tsx';
import type { Filled } from './use-fill.ts';

/** Adds what was shown, and starts it, so that its tools are known. */
export function useAdd(filled: Filled, onAdded: (server: string) => void) {
  const { presets: words } = useMessages();
  const remove = useAction((hub, id: string) => hub.servers.remove({ id }), {
    onDone: () => onAdded(''),
  });
  // What was typed is no input of the action: that is kept for a while after it is done.
  return useAction((hub, digest: string) => addPreset(hub, { ...filled, digest }), {
    onDone({ id }) {
      onAdded(id);
      showToast(words.added(id), () => remove.run(id));
    },
    // Shown where it happened.
    onError: () => undefined,
  });
}

async function addPreset(hub: HubClient, filled: Filled & { digest: string }) {
  const added = await hub.presets.add(filled);
  // How that goes, its state says.
  hub.servers.start(added).catch(() => undefined);
  return added;
}
