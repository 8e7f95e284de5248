import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import type { ActivityQuery } from './activity-query.ts';

/**
 * The query as it is once nobody has typed for so long. Only what is typed waits: what is chosen counts
 * at once, and so does an emptied search.
 */
export function useSearchLater(query: ActivityQuery, waitMs: number): ActivityQuery {
  const [typed] = useDebouncedValue(query.q, waitMs);
  return useMemo(() => {
    const { q, ...chosen } = query;
    return q === undefined || typed === undefined ? chosen : { ...chosen, q: typed };
  }, [query, typed]);
}
