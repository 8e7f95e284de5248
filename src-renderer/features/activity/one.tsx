import { useParams } from '@tanstack/react-router';
import { useMessages } from '../../state/messages.tsx';
import { CopyIcon } from '../../ui/copy-line.tsx';
import { Explained } from '../../ui/explained.tsx';
import { Failure } from '../../ui/failure.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { ListSkeleton } from '../../ui/list-skeleton.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { CallView } from './details/call-view.tsx';
import { useCall } from './details/use-call.ts';
import classes from './one.module.css';

/** One call at an address of its own. */
export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { activity, frame } = useMessages();
  const number = /^\d{1,15}$/.test(id) ? Number(id) : undefined;
  return (
    <PageFrame
      title={frame.pages.activity}
      actions={<LinkButton to="/activity">{activity.details.toList}</LinkButton>}
    >
      {number === undefined ? (
        <Explained what={activity.details.notThere} />
      ) : (
        <OneCall key={number} id={number} />
      )}
    </PageFrame>
  );
}

function OneCall({ id }: { id: number }) {
  const { details: words } = useMessages().activity;
  const { data, error, refetch } = useCall(id);
  if (error) return <Failure error={error} retry={refetch} />;
  if (!data) return <ListSkeleton label={words.panel(String(id))} />;
  return (
    <div className={classes.call}>
      <h2>
        <code>{data.name}</code>
        <CopyIcon name={words.copyLink} text={location.href} />
      </h2>
      <CallView call={data} />
    </div>
  );
}
