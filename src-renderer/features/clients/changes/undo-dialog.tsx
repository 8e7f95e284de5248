import type { JournalEntry } from '../../../../src-shared/domain/client.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useAction } from '../../../state/use-action.ts';
import { useHubQuery } from '../../../state/use-hub-query.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { showToast } from '../../../ui/toasts.tsx';
import { ChangeList } from './change-list.tsx';
import { dueOf } from './take-back.ts';
import { useTakeBack } from './use-take-back.ts';

/** Back to how a file was before one write: shows what that changes, then does exactly that. */
export function UndoDialog({ entry, onClose }: { entry: JournalEntry; onClose(): void }) {
  const { clients, common } = useMessages();
  const { undo } = clients;
  const { number } = useFormats();
  const request = { targets: [entry.target], to: entry.id };
  const { data, error } = useHubQuery(['clients', 'preview-undo', request], (hub) =>
    hub.clients.previewUndo(request),
  );
  const seen = data ? dueOf(data) : [];
  const again = useTakeBack();
  const action = useAction((hub) => hub.clients.undo({ request, seen }), {
    onDone({ written }) {
      onClose();
      showToast(undo.done(written.length, number(written.length)), () => again.run(written));
    },
  });
  return (
    <Dialog
      title={undo.title(entry.what)}
      size="large"
      onClose={onClose}
      actions={
        <>
          {seen.length > 0 && (
            <Button look="primary" busy={action.busy} onClick={() => action.run()}>
              {undo.confirm(seen.length, number(seen.length))}
            </Button>
          )}
          <Button autofocus onClick={onClose}>
            {common.cancel}
          </Button>
        </>
      }
    >
      {error ? <Failure error={error} /> : <p>{undo.why}</p>}
      {data && seen.length === 0 && data.refused.length === 0 && <p>{undo.nothing}</p>}
      {data && <ChangeList {...data} />}
    </Dialog>
  );
}
