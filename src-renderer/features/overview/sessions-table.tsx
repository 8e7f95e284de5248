import type { SessionView } from '../../../src-shared/domain/hub-state.ts';
import { CutMiddle } from '../../ui/cut-middle.tsx';
import { Section } from '../../ui/section.tsx';
import table from '../../ui/table.module.css';
import { TimeAgo } from '../../ui/time-ago.tsx';
import classes from './sessions-table.module.css';

/** Which clients are connected now. */
export function SessionsTable({ sessions }: { sessions: readonly SessionView[] }) {
  if (sessions.length === 0) {
    return (
      <Section id="sessions" title="Sessions">
        <p className={classes.empty}>
          No client is connected. One appears here as soon as it uses the endpoint above.
        </p>
      </Section>
    );
  }
  return (
    <Section id="sessions" title="Sessions">
      <table className={table.table} aria-labelledby="sessions-title">
        <thead>
          <tr>
            <th className={classes.client}>Client</th>
            <th className={classes.short}>Through</th>
            <th className={classes.short}>Profile</th>
            <th>Project</th>
            <th className={`${classes.figure} ${table.number}`}>In flight</th>
            <th className={`${classes.figure} ${table.number} ${table.wide}`}>Process</th>
            <th className={`${classes.since} ${table.number}`}>Connected</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function SessionRow({ session }: { session: SessionView }) {
  const { client, version, carrier, profile, project, callsInFlight, pid, connectedAt } = session;
  return (
    <tr>
      <th scope="row">
        {client}
        {version && <span className={classes.version}>{version}</span>}
      </th>
      <td className={table.quiet}>{carrier === 'socket' ? 'proxy' : 'HTTP'}</td>
      <td className={table.quiet}>
        <code>{profile}</code>
      </td>
      <td className={table.quiet}>{project ? <CutMiddle text={project} /> : '–'}</td>
      <td className={`${table.number} ${callsInFlight ? '' : table.quiet}`}>{callsInFlight}</td>
      <td className={`${table.number} ${table.quiet} ${table.wide}`}>{pid ?? '–'}</td>
      <td className={`${table.number} ${table.quiet}`}>
        <TimeAgo at={connectedAt} />
      </td>
    </tr>
  );
}
