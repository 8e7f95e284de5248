import type { HubClient } from '../../../state/carrier.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useAction } from '../../../state/use-action.ts';
import { type AddSlots, useAddSlots } from '../../../ui/slots/use-add-slots.ts';
import { showOffer, showToast } from '../../../ui/toasts.tsx';

export interface PresetSource {
  preset: string;
  /** Whether a secret that nobody gives is the one that is kept under its usual name. */
  takesKept: boolean;
}

/** Adds a preset as it was shown; the toast takes it back. */
export function useAdd(source: PresetSource, onAdded: (server: string) => void): AddSlots {
  const { presets: words } = useMessages();
  const { list } = useFormats();
  const forget = useAction(removeSecrets, {
    onDone: (_, names) => showToast(words.removedSecrets(names.length, list(names))),
  });
  const remove = useAction(takeBack, {
    onDone(left) {
      onAdded('');
      if (left.length === 0) return;
      showOffer(words.leftSecrets(left.length, list(left)), {
        text: words.removeSecrets(left.length),
        run: () => forget.run(left),
      });
    },
  });
  return useAddSlots(
    (hub, agreed) => hub.presets.add({ ...source, ...agreed }),
    (added) => {
      onAdded(added.id);
      showToast(words.added(added.id), () => remove.run(added));
    },
  );
}

interface Added {
  id: string;
  /** Names of those that came into the vault with it. */
  secrets: readonly string[];
}

/** Resolves to what it brought and nobody else uses now. */
async function takeBack(hub: HubClient, { id, secrets }: Added): Promise<string[]> {
  await hub.servers.remove({ id });
  if (secrets.length === 0) return [];
  const unused = (await hub.secrets.list()).filter(({ usedBy }) => usedBy.length === 0);
  return unused.map(({ name }) => name).filter((name) => secrets.includes(name));
}

/** What somebody has begun to use meanwhile is refused, and stays. */
async function removeSecrets(hub: HubClient, names: readonly string[]): Promise<void> {
  for (const name of names) await hub.secrets.remove({ name });
}
