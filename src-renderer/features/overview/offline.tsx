import type { LiveState } from '../../state/live.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import classes from './offline.module.css';

/** Why nothing here is current, since when, and that nobody needs to do anything. */
export function Offline({ live }: { live: Extract<LiveState, { phase: 'offline' }> }) {
  return (
    <div className={classes.notice} role="status">
      <StateMark tone="attention" word={live.reason} />
      <p>
        Connection lost <TimeAgo at={live.since} />; this page reconnects by itself.
        {live.state && ' Below is the last known state.'} To start the hub: <code>loom serve</code>
      </p>
    </div>
  );
}
