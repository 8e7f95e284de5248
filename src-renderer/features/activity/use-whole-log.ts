import { useFormats, useMessages } from '../../state/messages.tsx';
import { useHubQuery } from '../../state/use-hub-query.ts';

/** The hub counts no further. */
const mostCounted = 100_000;

/** `12,408 calls`, or `100,000 calls or more`. */
export function useCountText(): (total: number) => string {
  const { activity, common } = useMessages();
  const { number } = useFormats();
  return (total) => {
    const calls = common.calls(Math.min(total, mostCounted), number(Math.min(total, mostCounted)));
    return total >= mostCounted ? activity.atLeast(calls) : calls;
  };
}

const refetchMs = 10_000;

/**
 * How many calls are recorded, whatever is filtered, and the newest one's id. Somebody else may clear
 * the log while it is looked at.
 */
export function useWholeLog(): { total: number; newest: number } | undefined {
  const { data } = useHubQuery(
    ['activity', 'whole'],
    async (hub) => {
      const { calls, total } = await hub.activity.list({ filter: {}, limit: 1 });
      return { total, newest: calls[0]?.id ?? 0 };
    },
    { refetchMs },
  );
  return data;
}
