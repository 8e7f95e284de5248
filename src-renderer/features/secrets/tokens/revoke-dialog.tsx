import type { TokenView } from '../../../../src-shared/domain/token.ts';
import { useMessages } from '../../../state/messages.tsx';
import { useAction } from '../../../state/use-action.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TimeAgo } from '../../../ui/time-ago.tsx';
import { showToast } from '../../../ui/toasts.tsx';

/** Says who is shut out by it. */
export function RevokeDialog({ token, onClose }: { token: TokenView; onClose(): void }) {
  const { secrets } = useMessages();
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
      <p>
        {lastUsedAt === undefined ? (
          words.unused
        ) : (
          <>
            {words.lastUsed} <TimeAgo at={lastUsedAt} />.
          </>
        )}
      </p>
      {key !== undefined && <p>{words.kept(key)}</p>}
    </Dialog>
  );
}
