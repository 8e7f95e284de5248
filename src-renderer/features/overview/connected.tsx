import { Link } from '@tanstack/react-router';
import type { SessionView } from '../../../src-shared/domain/hub-state.ts';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { CutMiddle } from '../../ui/cut-middle.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Section } from '../../ui/section.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import classes from './connected.module.css';

/** Which clients are connected now. */
export function Connected({ sessions }: { sessions: readonly SessionView[] }) {
  const { connected } = useMessages().overview;
  return (
    <Section id="sessions" title={connected.title}>
      {sessions.length === 0 ? (
        <div className={classes.empty}>
          <p>{connected.none}</p>
          <LinkButton to="/clients">{connected.connect}</LinkButton>
        </div>
      ) : (
        <ul className={classes.list}>
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function SessionRow({ session }: { session: SessionView }) {
  const { connected } = useMessages().overview;
  const { number } = useFormats();
  const { client, version, profile, project, callsInFlight, connectedAt } = session;
  return (
    <li className={classes.row}>
      <span className={classes.client}>
        <Link to="/activity" search={{ client }}>
          {client}
        </Link>{' '}
        <span className={classes.quiet}>{version}</span>
      </span>
      <Link to={`/profiles/${profile}`} className={classes.quiet}>
        <code>{profile}</code>
      </Link>
      <span className={classes.quiet}>{project && <CutMiddle text={project} />}</span>
      <span className={classes.quiet}>
        {callsInFlight > 0 && connected.inFlight(callsInFlight, number(callsInFlight))}
      </span>
      <span className={classes.since}>
        <TimeAgo at={connectedAt} />
      </span>
    </li>
  );
}
