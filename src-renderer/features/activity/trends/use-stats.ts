import type { HubClient } from '../../../state/carrier.ts';
import { useHubQuery } from '../../../state/use-hub-query.ts';
import { type ActivityQuery, filterOf, listKey } from '../filter/activity-query.ts';
import { type ChartSpan, chartSpans, fitSpan } from '../filter/spans.ts';
import { useSearchLater } from '../filter/use-search-later.ts';
import { useRefetchWith } from './use-refetch-with.ts';

export type ActivityStats = Awaited<ReturnType<HubClient['activity']['stats']>>;

export interface Trends {
  /** What the charts show; a part that was picked is marked in them. */
  span: ChartSpan;
  stats: ActivityStats | undefined;
  /** Whether a part of them is picked. */
  isPicked: boolean;
  /** Of the picked part, or of all that the charts show. */
  sums: ActivityStats | undefined;
  /** Whose calls there are, whatever else is filtered. */
  choices: ActivityStats | undefined;
  error: unknown;
  refetch(): void;
}

/** While somebody types, the list alone follows each word. */
const typingMs = 450;

/**
 * What happened in the time that the list shows.
 *
 * @param listed - changes whenever calls come to the list or leave it.
 */
export function useStats(query: ActivityQuery, isPaused: boolean, listed: unknown): Trends {
  const { call: _, from, to, ...whole } = useSearchLater(query, typingMs);
  // Without a span, a month is looked at first, and then the part of it that has calls.
  const month = useSpan('30d', whole, { isPaused, enabled: whole.span === undefined });
  const fitted = month.data && fitSpan(month.data.firstAt, Date.now());
  const span = whole.span ?? fitted ?? '24h';
  const isMonth = whole.span === undefined && fitted === '30d';
  const isKnown = whole.span !== undefined || fitted !== undefined;
  const fit = useSpan(span, whole, { isPaused, enabled: isKnown && !isMonth });
  const all = isMonth ? month : fit;
  const isPicked = from !== undefined && to !== undefined;
  const picked = usePicked({ ...whole, ...(isPicked && { from, to }) }, isPicked);
  const refetch = () => {
    all.refetch();
    if (isPicked) picked.refetch();
  };
  useRefetchWith(listed, isPaused ? undefined : refetch, leastMsOf[span]);
  const { server } = whole;
  const choices = useSpan('30d', server === undefined ? {} : { server }, { isPaused: true });
  return {
    span,
    choices: choices.data,
    stats: all.data,
    isPicked,
    sums: isPicked ? picked.data : all.data,
    error: all.error ?? month.error,
    refetch,
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
  '3d': 60_000,
  '7d': 60_000,
  '30d': 60_000,
};

/** Charts over a long time take longer to add up. */
const leastMsOf: Record<ChartSpan, number> = {
  '15m': 1_000,
  '1h': 2_000,
  '24h': 2_000,
  '3d': 5_000,
  '7d': 5_000,
  '30d': 10_000,
};

const minute = 60_000;

/**
 * Of two buckets up to now the first begins before what is as old as one of them, wherever buckets
 * begin: so they hold all of the picked part. Whole minutes are counted as the charts count them.
 */
function usePicked(query: ActivityQuery, enabled: boolean) {
  return useHubQuery(
    ['activity stats', 'picked', listKey(query)],
    (hub, signal) => {
      const filter = filterOf(query, Date.now());
      const age = Math.max(0, Date.now() - (filter.since ?? 0));
      // The hub's clock may be a little ahead.
      const width = (Math.ceil(age / minute) + 1) * minute;
      return hub.activity.stats({ filter, spanMs: 2 * width, buckets: 2 }, { signal });
    },
    { enabled, keepsLast: true },
  );
}
