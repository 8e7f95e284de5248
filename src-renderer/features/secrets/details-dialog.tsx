import type { SecretView } from '../../../src-shared/domain/secret.ts';
import { useMessages } from '../../state/messages.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyLine } from '../../ui/copy-line.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import classes from './page.module.css';
import { Revealed } from './revealed.tsx';
import { ServerLinks } from './server-links.tsx';
import { useRevealed } from './use-revealed.ts';

interface DetailsDialogProps {
  name: string;
  /** Undefined where there is none of that name, such as by an old link. */
  secret: SecretView | undefined;
  onClose(): void;
  onSet(): void;
  onRemove(): void;
}

/** One secret: where it is kept, who uses it, and its value for as long as somebody looks. */
export function DetailsDialog({ name, secret, onClose, onSet, onRemove }: DetailsDialogProps) {
  const { secrets: words, common } = useMessages();
  const revealed = useRevealed(async (hub) => (await hub.secrets.reveal({ name })).secret);
  const canChange = secret !== undefined && secret.source !== 'environment';
  const isMissing = secret?.source === 'missing';
  return (
    <Dialog
      title={name}
      onClose={onClose}
      actions={
        <>
          {canChange && !isMissing && (
            <Button look="danger" onClick={onRemove}>
              {common.remove}
            </Button>
          )}
          {canChange && <Button onClick={onSet}>{isMissing ? words.set : words.replace}</Button>}
          <Button autofocus onClick={onClose}>
            {common.close}
          </Button>
        </>
      }
    >
      {secret ? (
        <dl className={classes.facts}>
          <dt>{words.columns.source}</dt>
          <dd>{words.whySource[secret.source]}</dd>
          <dt>{words.columns.usedBy}</dt>
          <dd>
            <ServerLinks servers={secret.usedBy} wrapped />
          </dd>
          {secret.changedAt !== undefined && (
            <>
              <dt>{words.columns.changed}</dt>
              <dd>
                <TimeAgo at={secret.changedAt} />
              </dd>
            </>
          )}
          <dt>{words.details.reference}</dt>
          <dd>
            <CopyLine name={words.details.reference} text={`\${secret:${name}}`} />
          </dd>
          {!isMissing && (
            <>
              <dt>{words.details.value}</dt>
              <dd>
                <Revealed name={name} revealed={revealed} />
              </dd>
            </>
          )}
        </dl>
      ) : (
        <p>{words.details.unknown(name)}</p>
      )}
      {secret?.source === 'environment' && <p>{words.details.fixed}</p>}
    </Dialog>
  );
}
