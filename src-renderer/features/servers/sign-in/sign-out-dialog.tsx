import { useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';

interface SignOutDialogProps {
  server: string;
  issuer: string;
  onSignOut(): void;
  onClose(): void;
}

/** What is lost by it is said before. */
export function SignOutDialog({ server, issuer, onSignOut, onClose }: SignOutDialogProps) {
  const { signIn: words, common } = useMessages();
  return (
    <Dialog
      title={words.signOutOf(server)}
      onClose={onClose}
      actions={
        <>
          <Button
            look="danger"
            onClick={() => {
              onSignOut();
              onClose();
            }}
          >
            {words.signOut}
          </Button>
          <Button autofocus onClick={onClose}>
            {common.cancel}
          </Button>
        </>
      }
    >
      <p>{words.signOutWhat(server)}</p>
      <p>
        <code>{issuer}</code>
      </p>
    </Dialog>
  );
}
