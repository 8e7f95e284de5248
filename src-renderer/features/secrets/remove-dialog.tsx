import type { SecretView } from '../../../src-shared/domain/secret.ts';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { ServerLinks } from './server-links.tsx';

interface RemoveDialogProps {
  secret: SecretView;
  onClose(): void;
  onDone(): void;
}

/** Says what is lost, and who will miss it. */
export function RemoveDialog({ secret: { name, usedBy }, onClose, onDone }: RemoveDialogProps) {
  const { secrets: words, common } = useMessages();
  const { removeDialog } = words;
  const { number } = useFormats();
  // Who uses it has been seen here.
  const remove = useAction((hub) => hub.secrets.remove({ name, force: true }), {
    onDone() {
      showToast(removeDialog.done(name));
      onClose();
      onDone();
    },
  });
  return (
    <Dialog
      title={removeDialog.title(name)}
      onClose={onClose}
      actions={
        <>
          <Button
            look="danger"
            busy={remove.busy}
            label={words.actionOf(common.remove, name)}
            onClick={() => remove.run()}
          >
            {remove.busy ? removeDialog.busy : common.remove}
          </Button>
          <Button autofocus onClick={onClose}>
            {removeDialog.keep}
          </Button>
        </>
      }
    >
      <p>{removeDialog.why}</p>
      {usedBy.length > 0 ? (
        <>
          <p>{removeDialog.users(usedBy.length, number(usedBy.length))}</p>
          <ServerLinks servers={usedBy} wrapped />
        </>
      ) : (
        <p>{removeDialog.unused}</p>
      )}
    </Dialog>
  );
}
