import { useFormats, useMessages } from '../../state/messages.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import classes from './notes.module.css';

interface NotesProps {
  notRecording: string | undefined;
  skipped: number;
}

/** What is not in the list though it happened, and why. */
export function Notes({ notRecording, skipped }: NotesProps) {
  const { notes } = useMessages().activity;
  const { number } = useFormats();
  if (notRecording === undefined && skipped === 0) return null;
  return (
    <div className={classes.notes} role="status">
      {notRecording !== undefined && (
        <>
          <StateMark tone="attention" word={notes.notRecording} />
          <span className={classes.why}>{notRecording}</span>
          <LinkButton to="/settings" search={{ q: 'activity' }}>
            {notes.settings}
          </LinkButton>
        </>
      )}
      {skipped > 0 && (
        <span className={classes.why}>{notes.skipped(skipped, number(skipped))}</span>
      )}
    </div>
  );
}
