import type { TokenView } from '../../../../src-shared/domain/token.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useNow } from '../../../state/now.ts';
import { useAction } from '../../../state/use-action.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { showToast } from '../../../ui/toasts.tsx';

/** Says who is shut out by it. */
export function RevokeDialog({ token, onClose }: { token: TokenView; onClose(): void }) {
  const { secrets } = useMessages();
  const { moment, relative } = useFormats();
  const now = useNow();
  const { revokeDialog: words, revoke: verb } = secrets.tokens;
  const { id, name, lastUsedAt, key } = token;
  const revoke = useAction((hub) => hub.auth.revoke({ token: id }), {
    onDone() {
      showToast(words.done(name));
      onClose();
    },
  });
  return (
    <Dialog
      title={words.title(name)}
      onClose={onClose}
      actions={
        <>
          <Button
            look="danger"
            busy={revoke.busy}
            label={secrets.actionOf(verb, name)}
            onClick={() => revoke.run()}
          >
            {revoke.busy ? words.busy : verb}
          </Button>
          <Button autofocus onClick={onClose}>
            {words.keep}
          </Button>
        </>
      }
    >
      <p>{words.why}</p>
      {lastUsedAt === undefined ? (
        <p>{words.unused}</p>
      ) : (
        <p title={moment(lastUsedAt)}>{words.lastUsed(relative(lastUsedAt, now))}</p>
      )}
      {key !== undefined && <p>{words.kept(key)}</p>}
    </Dialog>
  );
}
