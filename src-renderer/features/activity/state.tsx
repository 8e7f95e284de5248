import { useMessages } from '../../state/messages.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import type { CallList } from './list/call-list.ts';
import { useCountText } from './use-whole-log.ts';

/** How many calls fit the filters, and whether new ones appear by themselves. */
export function State({ list, isPaused }: { list: CallList | undefined; isPaused: boolean }) {
  const { activity } = useMessages();
  const count = useCountText();
  if (!list) return null;
  return (
    <>
      <span>{count(list.total)}</span>
      <StateMark
        tone={isPaused ? 'off' : 'ok'}
        word={isPaused ? activity.paused : activity.following}
      />
    </>
  );
}
