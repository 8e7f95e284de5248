import { Link } from '@tanstack/react-router';
import type { CallRecord } from '../../../../src-shared/domain/activity.ts';
import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useHubQuery } from '../../../state/use-hub-query.ts';
import { Failure } from '../../../ui/failure.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { RecentList } from '../../../ui/recent-list.tsx';
import { Section } from '../../../ui/section.tsx';
import { StateMark, type Tone } from '../../../ui/state-mark.tsx';
import table from '../../../ui/table.module.css';
import { TimeAgo } from '../../../ui/time-ago.tsx';
import classes from './history.module.css';

const refetchMs = 10_000;
const shownCalls = 50;

/** What has happened to a server, and what was asked of it. */
export function HistoryTab({ server }: { server: ServerView }) {
  return (
    <>
      <Changes server={server} />
      <Calls server={server} />
    </>
  );
}

function Changes({ server: { id, health } }: { server: ServerView }) {
  const { history: words } = useMessages().servers;
  const { data, error, refetch } = useHubQuery(
    ['recent', id, health.phase],
    (hub) => hub.hub.recent(),
    { refetchMs },
  );
  const changes = data?.filter(({ kind, about }) => kind === 'server' && about === id);
  return (
    <Section id="changes" title={words.changes}>
      {!data && error !== null && <Failure error={error} retry={refetch} />}
      {changes?.length === 0 && <p className={classes.quiet}>{words.noChanges}</p>}
      {changes && <RecentList changes={changes} isOfOne />}
    </Section>
  );
}

function Calls({ server: { id, calls } }: { server: ServerView }) {
  const { history: words } = useMessages().servers;
  const { data, error, refetch } = useHubQuery(
    ['calls of server', id, calls],
    (hub) => hub.activity.list({ filter: { server: id }, limit: shownCalls }),
    { refetchMs },
  );
  return (
    <Section
      id="calls"
      title={words.calls}
      action={
        <LinkButton to="/activity" search={{ server: id }} look="quiet">
          {words.all}
        </LinkButton>
      }
    >
      {!data && error !== null && <Failure error={error} retry={refetch} />}
      {data?.notRecording && <p className={classes.quiet}>{data.notRecording}</p>}
      {data && data.calls.length === 0 && <p className={classes.quiet}>{words.noCalls}</p>}
      {data && data.calls.length > 0 && <CallsTable calls={data.calls} />}
    </Section>
  );
}

function CallsTable({ calls }: { calls: readonly CallRecord[] }) {
  const { history: words } = useMessages().servers;
  return (
    <table className={table.table} aria-label={words.calls}>
      <thead>
        <tr>
          <th scope="col">{words.outcome}</th>
          <th scope="col">{words.tool}</th>
          <th scope="col">{words.client}</th>
          <th scope="col" className={table.number}>
            {words.took}
          </th>
          <th scope="col" className={table.number}>
            {words.when}
          </th>
        </tr>
      </thead>
      <tbody>
        {calls.map((call) => (
          <CallRow key={call.id} call={call} />
        ))}
      </tbody>
    </table>
  );
}

const tones: Record<CallRecord['outcome'], Tone> = {
  ok: 'ok',
  'tool-error': 'failed',
  error: 'failed',
  cancelled: 'off',
};

function CallRow({ call }: { call: CallRecord }) {
  const { history: words } = useMessages().servers;
  const { duration } = useFormats();
  return (
    <tr>
      <td title={call.error}>
        <StateMark tone={tones[call.outcome]} word={words.outcomes[call.outcome]} />
      </td>
      <td>
        <Link to="/activity" search={{ server: call.server, name: call.name }}>
          <code>{call.name}</code>
        </Link>
      </td>
      <td>{call.client}</td>
      <td className={table.number}>{duration(call.durationMs)}</td>
      <td className={table.number}>
        <TimeAgo at={call.at} />
      </td>
    </tr>
  );
}
