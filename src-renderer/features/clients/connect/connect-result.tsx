import type { SyncResult } from '../../../../src-shared/domain/client.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import { CodedText } from '../../../ui/coded-text.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import classes from '../changes/change-list.module.css';
import { Notes, Refusal } from '../changes/change-list.tsx';
import { useTakeBack } from '../changes/use-take-back.ts';
import { useVerify } from './use-verify.ts';
import { Verdict } from './verdict.tsx';

interface ConnectResultProps {
  result: SyncResult;
  project: string | undefined;
  onClose(): void;
  /** Something was not as it was seen: shows it anew. */
  onLookAgain(): void;
}

/** What was written, whether it works, and what the client needs before it sees it. */
export function ConnectResult({ result, project, onClose, onLookAgain }: ConnectResultProps) {
  const { clients, reloadNotes } = useMessages();
  const { number } = useFormats();
  const { written, refused } = result;
  const verifications = useVerify(written, project);
  const undo = useTakeBack(onClose);
  const title =
    written.length > 0
      ? clients.result.title(written.length, number(written.length))
      : clients.dialog.changed;
  return (
    <Dialog
      title={title}
      size="medium"
      onClose={onClose}
      actions={
        <>
          {refused.length > 0 && <Button onClick={onLookAgain}>{clients.dialog.lookAgain}</Button>}
          {written.length > 0 && (
            <Button busy={undo.busy} onClick={() => undo.run(written)}>
              {clients.result.undo}
            </Button>
          )}
          <Button look="primary" onClick={onClose}>
            {clients.dialog.done}
          </Button>
        </>
      }
    >
      <div className={classes.list}>
        {written.map(({ target, label, file, reload, notes }) => (
          <section key={target} className={classes.change}>
            <div className={classes.head}>
              <h3>{label}</h3>
              <code>{file}</code>
            </div>
            <Verdict verification={verifications.get(target)} />
            {reload && (
              <p>
                <span className={classes.quiet}>{clients.result.next}</span>{' '}
                <CodedText text={reloadNotes[reload]} />
              </p>
            )}
            <Notes notes={notes} />
          </section>
        ))}
        {refused.map((refusal) => (
          <Refusal key={refusal.target} refusal={refusal} />
        ))}
      </div>
    </Dialog>
  );
}
