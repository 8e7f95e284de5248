import type { TokenView } from '../../../../src-shared/domain/token.ts';
import { useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Revealed } from '../revealed.tsx';
import { useRevealed } from '../use-revealed.ts';
import { Snippets } from './made-dialog.tsx';

/** A token whose text was kept, once more. */
export function ShowDialog({
  token: { id, name },
  onClose,
}: {
  token: TokenView;
  onClose(): void;
}) {
  const { secrets, common } = useMessages();
  const { tokens: words } = secrets;
  const revealed = useRevealed(async (hub) => (await hub.auth.show({ token: id })).text);
  return (
    <Dialog
      title={words.showDialog(name)}
      size="medium"
      onClose={onClose}
      actions={<Button onClick={onClose}>{common.close}</Button>}
    >
      <Revealed name={name} revealed={revealed} />
      {revealed.shown && <Snippets text={revealed.shown.text} />}
    </Dialog>
  );
}
