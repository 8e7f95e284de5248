import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CallDetails } from '../../../../src-shared/domain/activity.ts';
import { useLive } from '../../../state/hub.tsx';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { TimeAgo } from '../../../ui/time-ago.tsx';
import classes from './call-view.module.css';
import { useUsual } from './use-call.ts';

/** Who called what, when, and how long it took; names lead to their calls. */
export function CallFacts({ call }: { call: CallDetails }) {
  const { activity } = useMessages();
  const { details: words, kinds } = activity;
  const { moment, bytes } = useFormats();
  const { at, client, server, name, session, profile, project, era, id } = call;
  return (
    <dl className={classes.facts} aria-label={words.facts}>
      <Fact label={words.time}>
        {moment(at)} (<TimeAgo at={at} />)
      </Fact>
      <Fact label={words.duration}>
        <Duration call={call} />
      </Fact>
      <Fact label={words.client}>
        <Link to="/activity" search={{ client }}>
          {client}
        </Link>
      </Fact>
      <Fact label={words.server}>
        {server === '' ? activity.noServer : <ServerLink server={server} />}
      </Fact>
      <Fact label={kinds[call.kind]}>
        <Link to="/activity" search={server === '' ? { name } : { server, name }}>
          <code>{name}</code>
        </Link>
      </Fact>
      <Fact label={words.size}>
        {activity.sizes(bytes(call.requestBytes), bytes(call.resultBytes))}
      </Fact>
      <Fact label={words.profile}>
        <code>{profile}</code>
      </Fact>
      {project !== undefined && (
        <Fact label={words.project}>
          <code>{project}</code>
        </Fact>
      )}
      <Fact label={words.session}>
        <code>{session}</code>
      </Fact>
      {era && <Fact label={words.protocol}>{era}</Fact>}
      <Fact label={words.number}>{id}</Fact>
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** A server that is gone has no page any more. */
function ServerLink({ server }: { server: string }) {
  const { state } = useLive();
  const name = <code>{server}</code>;
  return state?.servers.some(({ id }) => id === server) ? (
    <Link to={`/servers/${server}`}>{name}</Link>
  ) : (
    name
  );
}

/** Beside what such calls usually take. */
function Duration({ call }: { call: CallDetails }) {
  const { details: words } = useMessages().activity;
  const { duration } = useFormats();
  const usual = useUsual(call);
  return (
    <>
      {duration(call.durationMs)}
      {usual?.p50 !== undefined && usual.p95 !== undefined && (
        <span className={classes.quiet}>
          {' '}
          ({words.usual(duration(usual.p50), duration(usual.p95))})
        </span>
      )}
    </>
  );
}
