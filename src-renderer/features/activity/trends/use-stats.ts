import { useDebouncedValue } from '@mantine/hooks';
import type { HubClient } from '../../../state/carrier.ts';
import { useHubQuery } from '../../../state/use-hub-query.ts';
import { type ActivityQuery, filterOf, listKey } from '../filter/activity-query.ts';
import { type ChartSpan, chartSpans, fitSpan } from '../filter/spans.ts';

export type ActivityStats = Awaited<ReturnType<HubClient['activity']['stats']>>;

export interface Trends {
  /** What the charts show; a part that was picked is marked in them. */
  span: ChartSpan;
  stats: ActivityStats | undefined;
  /** Of the picked part, or of all that the charts show. */
  ranks: ActivityStats | undefined;
  /** Whose calls there are, whatever else is filtered. */
  choices: ActivityStats | undefined;
  error: unknown;
  refetch(): void;
}

const typingMs = 150;

/** What happened in the time that the list shows. */
export function useStats(query: ActivityQuery, isPaused: boolean): Trends {
  const { from, to, ...whole } = useQueryLater(query);
  // Without a span, a month is looked at first, and then the part of it that has calls.
  const month = useSpan('30d', whole, { isPaused, enabled: whole.span === undefined });
  const fitted = month.data && fitSpan(month.data.buckets, Date.now());
  const span = whole.span ?? fitted ?? '24h';
  const isMonth = whole.span === undefined && fitted === '30d';
  const isKnown = whole.span !== undefined || fitted !== undefined;
  const fit = useSpan(span, whole, { isPaused, enabled: isKnown && !isMonth });
  const all = isMonth ? month : fit;
  const isPicked = from !== undefined && to !== undefined;
  const picked = usePicked({ ...whole, ...(isPicked && { from, to }) }, isPicked);
  const { server } = whole;
  const choices = useSpan('30d', server === undefined ? {} : { server }, { isPaused: true });
  return {
    span,
    choices: choices.data,
    stats: all.data,
    ranks: isPicked ? picked.data : all.data,
    error: all.error ?? month.error,
    refetch: all.refetch,
  };
}

function useSpan(
  span: ChartSpan,
  query: ActivityQuery,
  { isPaused, enabled = true }: { isPaused: boolean; enabled?: boolean },
) {
  const { spanMs, buckets } = chartSpans[span];
  const { span: _, ...filtered } = query;
  return useHubQuery(
    ['activity stats', span, listKey(filtered)],
    (hub, signal) =>
      hub.activity.stats({ filter: filterOf(filtered, Date.now()), spanMs, buckets }, { signal }),
    { enabled, keepsLast: true, ...(!isPaused && { refetchMs: refetchMsOf[span] }) },
  );
}

/** As often as something in them could have moved. */
const refetchMsOf: Record<ChartSpan, number> = {
  '15m': 5_000,
  '1h': 10_000,
  '24h': 15_000,
  '7d': 60_000,
  '30d': 60_000,
};

function usePicked(query: ActivityQuery, enabled: boolean) {
  return useHubQuery(
    ['activity stats', 'picked', listKey(query)],
    (hub, signal) => {
      const filter = filterOf(query, Date.now());
      const spanMs = Math.max(1, Date.now() - (filter.since ?? 0));
      return hub.activity.stats({ filter, spanMs, buckets: 1 }, { signal });
    },
    { enabled, keepsLast: true },
  );
}

function useQueryLater({ call: _, ...query }: ActivityQuery): ActivityQuery {
  const [later] = useDebouncedValue(JSON.stringify(query), typingMs);
  return JSON.parse(later) as ActivityQuery;
}
