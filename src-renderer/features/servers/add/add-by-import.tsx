import { Skeleton } from '@mantine/core';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useHubQuery } from '../../../state/use-hub-query.ts';
import { Explained } from '../../../ui/explained.tsx';
import { Failure } from '../../../ui/failure.tsx';
import classes from './add.module.css';
import { CandidateList } from './candidate-list.tsx';

const request = {};

/** Servers that clients have already. */
export function AddByImport({ onClose }: { onClose(): void }) {
  const { import: words } = useMessages().servers;
  const { number } = useFormats();
  const { data, error, isLoading, refetch } = useHubQuery(['find servers'], (hub) =>
    hub.clients.findServers(request),
  );
  if (isLoading) {
    return (
      <div className={classes.form} aria-busy="true">
        <p role="status">{words.reading}</p>
        {[0, 1, 2].map((row) => (
          <Skeleton key={row} height={64} />
        ))}
      </div>
    );
  }
  if (!data) return <Failure error={error} retry={refetch} />;
  const hasNew = data.candidates.some(({ alreadyAs }) => alreadyAs === undefined);
  return (
    <div className={classes.form}>
      {!hasNew && (
        <Explained
          what={words.nothing}
          evidence={words.nothingWhy(words.files(data.read.length, number(data.read.length)))}
        />
      )}
      <CandidateList request={request} plan={data} onClose={onClose} />
    </div>
  );
}
