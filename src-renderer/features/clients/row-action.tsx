import { useMessages } from '../../state/messages.tsx';
import { Button } from '../../ui/button.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { useDisconnect } from './changes/use-take-back.ts';
import classes from './clients-table.module.css';
import { type ClientRow, standingOf } from './list-rows.ts';

interface RowActionProps {
  row: ClientRow;
  /** A drift waits for an answer, which is given below the row. */
  isAsked: boolean;
  onConnect(): void;
}

/** The one thing to do about a row, if there is one. */
export function RowAction({ row, isAsked, onConnect }: RowActionProps) {
  const { clients } = useMessages();
  const disconnect = useDisconnect();
  const { label, target, client } = row;
  if (isAsked) return null;
  switch (standingOf(row)) {
    case 'absent':
    case 'other-entry':
    case 'drifted':
      return (
        <Button label={clients.dialog.title(label)} onClick={onConnect}>
          {clients.connect}
        </Button>
      );
    case 'synced':
      return (
        <span className={classes.action} data-quiet={!disconnect.busy || undefined}>
          <Button
            label={clients.disconnectOf(label)}
            busy={disconnect.busy}
            onClick={() => target && disconnect.run([target])}
          >
            {clients.disconnect}
          </Button>
        </span>
      );
    case 'by-hand':
      return <LinkButton to={`/clients/${client}`}>{clients.how}</LinkButton>;
    default:
      return null;
  }
}
