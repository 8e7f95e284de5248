import type { LiveState } from '../state/live.ts';
import { useFormats, useMessages } from '../state/messages.tsx';
import { useNow } from '../state/now.ts';
import { StateMark } from '../ui/state-mark.tsx';
import classes from './offline.module.css';

/** Why nothing here is current, since when, and that nobody needs to do anything. */
export function Offline({ live }: { live: Extract<LiveState, { phase: 'offline' }> }) {
  const { offline } = useMessages().frame;
  const { relative } = useFormats();
  const since = relative(live.since, useNow());
  const reason = live.answer === undefined ? offline.hubSilent : offline.hubAnswered(live.answer);
  return (
    <div className={classes.notice} role="status">
      <StateMark tone="attention" word={reason} />
      <p>
        {offline.lost(since)} {live.state && offline.lastKnown} {offline.start}{' '}
        <code>loom serve</code>
      </p>
    </div>
  );
}
