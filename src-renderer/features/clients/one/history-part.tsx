import { useState } from 'react';
import type { JournalEntry } from '../../../../src-shared/domain/client.ts';
import { useMessages } from '../../../state/messages.tsx';
import { useHubQuery } from '../../../state/use-hub-query.ts';
import { Button } from '../../../ui/button.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { Section } from '../../../ui/section.tsx';
import { TimeAgo } from '../../../ui/time-ago.tsx';
import { UndoDialog } from '../changes/undo-dialog.tsx';
import { isOfClient } from '../use-clients.ts';
import { Forget } from './forget.tsx';
import classes from './lists.module.css';

/** Every write of Loom's to a client's files; back to before any of them. */
export function HistoryPart({ client, label }: { client: string; label: string }) {
  const { one } = useMessages().clients;
  const [undoing, setUndoing] = useState<JournalEntry>();
  const { data, error, refetch } = useHubQuery(['clients', 'history'], (hub) =>
    hub.clients.history({}),
  );
  const own = data?.filter((entry) => isOfClient(entry, client)) ?? [];
  const kept = [...new Set(own.flatMap(({ target, isKept }) => (isKept ? [target] : [])))];
  return (
    <Section
      id="writes"
      title={one.history}
      aside={one.historyAside}
      action={kept.length > 0 && <Forget label={label} targets={kept} />}
    >
      {error ? <Failure error={error} retry={refetch} /> : null}
      {data && own.length === 0 && <p className={classes.quiet}>{one.noHistory}</p>}
      <ul className={own.length > 0 ? classes.list : undefined}>
        {own.map((entry) => (
          <li key={entry.id} className={classes.write}>
            <Write entry={entry} client={client} onUndo={() => setUndoing(entry)} />
          </li>
        ))}
      </ul>
      {undoing && <UndoDialog entry={undoing} onClose={() => setUndoing(undefined)} />}
    </Section>
  );
}

interface WriteProps {
  entry: JournalEntry;
  client: string;
  onUndo(): void;
}

function Write({ entry, client, onUndo }: WriteProps) {
  const { one, undo } = useMessages().clients;
  const { id, at, what, by, file, isKept, target } = entry;
  return (
    <>
      <span className={classes.number}>#{id}</span>
      <TimeAgo at={at} />
      <span className={classes.what} title={file}>
        {what} {target !== client && <code>{target}</code>}
      </span>
      <span className={classes.quiet}>{one.by[by]}</span>
      <span className={classes.end}>
        {isKept ? (
          <Button look="quiet" label={`${undo.toBefore} #${id}`} onClick={onUndo}>
            {undo.toBefore}
          </Button>
        ) : (
          <span className={classes.quiet}>{undo.tooOld}</span>
        )}
      </span>
    </>
  );
}
