import { useFormats, useMessages } from '../../../state/messages.tsx';
import { Failure } from '../../../ui/failure.tsx';
import classes from './calls-table.module.css';
import type { Calls } from './use-calls.ts';

interface ListEndProps {
  calls: Calls;
  /** Calls that the charts count beside those of the list. */
  unlisted: number;
}

/** What is to be said below the last row, if anything is. */
export function ListEnd({ calls: { list, olderError, readOlder }, unlisted }: ListEndProps) {
  const { notes } = useMessages().activity;
  const { number } = useFormats();
  if (list?.hasMore && olderError !== undefined) {
    return <Failure error={olderError} retry={readOlder} />;
  }
  if (unlisted === 0) return null;
  return <p className={classes.end}>{notes.unlisted(unlisted, number(unlisted))}</p>;
}
