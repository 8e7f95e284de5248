import type { TargetView } from '../../../../src-shared/domain/client.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useAction } from '../../../state/use-action.ts';
import { showToast } from '../../../ui/toasts.tsx';
import { takeBack, takeOut, type WrittenFile } from './take-back.ts';

/** Undoes writes; the undo can be undone, too. */
export function useTakeBack(onDone?: () => void) {
  const { undo } = useMessages().clients;
  const { number } = useFormats();
  const action = useAction((hub, written: readonly WrittenFile[]) => takeBack(hub, written), {
    onDone(written) {
      onDone?.();
      const again = written.length > 0 ? () => action.run(written) : undefined;
      showToast(undo.done(written.length, number(written.length)), again);
    },
  });
  return action;
}

/** Takes Loom's entry out of files, at once: a toast offers the way back. */
export function useDisconnect(onDone?: () => void) {
  const { clients } = useMessages();
  const { number } = useFormats();
  const undo = useTakeBack();
  return useAction((hub, targets: readonly TargetView[]) => takeOut(hub, targets), {
    onDone(written, targets) {
      onDone?.();
      const [only] = targets;
      const said =
        targets.length === 1 && only
          ? clients.disconnected(only.label)
          : clients.disconnectedMany(written.length, number(written.length));
      if (written.length === 0) showToast(clients.nothingToRemove);
      else showToast(said, () => undo.run(written));
    },
  });
}
