import type { TargetView } from '../../../../src-shared/domain/client.ts';
import { useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import { useDisconnect } from '../changes/use-take-back.ts';
import { isConnectable } from '../list-rows.ts';

interface TargetActionsProps {
  target: TargetView;
  onConnect(): void;
}

/** Connect, or change and take out again; nothing where Loom would write nothing. */
export function TargetActions({ target, onConnect }: TargetActionsProps) {
  const { clients } = useMessages();
  const disconnect = useDisconnect();
  const { state, entry } = target;
  if (!isConnectable(target)) return null;
  const isIn = state.phase === 'synced' || entry !== undefined;
  return (
    <>
      {isIn && (
        <Button busy={disconnect.busy} onClick={() => disconnect.run([target])}>
          {clients.disconnect}
        </Button>
      )}
      <Button look={isIn ? 'normal' : 'primary'} onClick={onConnect}>
        {isIn ? clients.change : clients.connect}
      </Button>
    </>
  );
}
