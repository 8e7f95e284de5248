import { useLive } from '../../state/hub.tsx';
import { useMessages } from '../../state/messages.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import type { ActivityQuery } from './filter/activity-query.ts';
import type { CallList } from './list/call-list.ts';
import { useCountText } from './use-whole-log.ts';

interface StateProps {
  list: CallList | undefined;
  query: ActivityQuery;
  isPaused: boolean;
}

/** How many calls fit the filters, and whether new ones appear by themselves. */
export function State({ list, query, isPaused }: StateProps) {
  const { activity } = useMessages();
  const { phase } = useLive();
  const count = useCountText();
  if (!list) return null;
  return (
    <>
      <span>{count(list.total)}</span>
      {query.to === undefined && phase === 'live' && (
        <StateMark
          tone={isPaused ? 'off' : 'ok'}
          word={isPaused ? activity.paused : activity.following}
        />
      )}
    </>
  );
}
