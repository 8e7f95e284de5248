import { IconInfoCircle } from '@tabler/icons-react';
import type { FileChange, FileRefusal, SyncPreview } from '../../../../src-shared/domain/client.ts';
import { useMessages } from '../../../state/messages.tsx';
import { CodedText } from '../../../ui/coded-text.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { ToldTrouble } from '../../../ui/trouble-text.tsx';
import classes from './change-list.module.css';
import { Diff } from './diff.tsx';

/** What would be done, whole; then what stays as it is, and why. */
export function ChangeList({ changes, refused }: SyncPreview) {
  const due = changes.filter(({ action }) => action !== 'none');
  const done = changes.filter(({ action }) => action === 'none');
  return (
    <div className={classes.list}>
      {due.map((change) => (
        <Change key={change.target} change={change} />
      ))}
      {refused.map((refusal) => (
        <Refusal key={`${refusal.target} ${refusal.reason}`} refusal={refusal} />
      ))}
      {done.map((change) => (
        <Done key={change.target} change={change} />
      ))}
    </div>
  );
}

function Change({ change }: { change: FileChange }) {
  const { changes } = useMessages().clients;
  const { label, file, diff, action, notes } = change;
  const what = {
    none: changes.none,
    create: changes.create,
    insert: changes.insert,
    replace: changes.replace,
    remove: changes.remove,
    restore: changes.restore,
    'delete-file': changes.deleteFile,
  }[action];
  return (
    <section className={classes.change}>
      <div className={classes.head}>
        <h3>{label}</h3>
        <code>{file}</code>
        <span className={classes.quiet}>{what}</span>
      </div>
      <Diff diff={diff} label={changes.diffOf(file)} />
      <Notes notes={notes} />
    </section>
  );
}

/** What keeps a file from being written: where, why, and what to do. */
export function Refusal({ refusal }: { refusal: FileRefusal }) {
  const { changes } = useMessages().clients;
  const { label, file, line, column, reason, ...told } = refusal;
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return (
    <section className={classes.change}>
      <div className={classes.head}>
        <h3>{label}</h3>
        <StateMark tone="failed" word={changes.leftAlone} />
        <code className={classes.place}>{place}</code>
      </div>
      <ToldTrouble told={{ ...told, message: reason }} />
    </section>
  );
}

function Done({ change: { label, file, notes } }: { change: FileChange }) {
  const { changes } = useMessages().clients;
  return (
    <section className={classes.change}>
      <div className={classes.head}>
        <h3>{label}</h3>
        <StateMark tone="ok" word={changes.asItShould} />
        <code className={classes.place}>{file}</code>
      </div>
      <Notes notes={notes} />
    </section>
  );
}

export function Notes({ notes }: { notes: readonly string[] }) {
  return notes.map((note) => (
    <p key={note} className={classes.note}>
      <IconInfoCircle size={16} stroke={1.5} aria-hidden />
      <span>
        <CodedText text={note} />
      </span>
    </p>
  ));
}
