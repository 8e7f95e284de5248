import { useMessages } from '../../../state/messages.tsx';
import { useAction } from '../../../state/use-action.ts';
import { type AddSlots, useAddSlots } from '../../../ui/slots/use-add-slots.ts';
import { showToast } from '../../../ui/toasts.tsx';

/** Adds a preset as it was shown; the toast takes it back. */
export function useAdd(preset: string, onAdded: (server: string) => void): AddSlots {
  const { presets: words } = useMessages();
  const remove = useAction((hub, id: string) => hub.servers.remove({ id }), {
    onDone: () => onAdded(''),
  });
  return useAddSlots(
    (hub, agreed) => hub.presets.add({ preset, ...agreed }),
    ({ id }) => {
      onAdded(id);
      showToast(words.added(id), () => remove.run(id));
    },
  );
}
