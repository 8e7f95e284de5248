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

/** How many calls are recorded, whatever is filtered. */
export function useWholeLog(): number | undefined {
  const { data } = useHubQuery(['activity', 'whole'], async (hub) => {
    const { total } = await hub.activity.list({ filter: {}, limit: 1 });
    return total;
  });
  return data;
}
