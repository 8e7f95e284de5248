import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { HubClient } from './carrier.ts';
import { useHubClient, useLive } from './hub.tsx';

export interface HubQuery<T> {
  data: T | undefined;
  error: unknown;
  /** Nothing is known yet. */
  isLoading: boolean;
  /** Asks again, now. */
  refetch(): void;
}

/**
 * What the hub answers to a question; asked again after a reconnect, so that a page shows the hub's
 * state and not its own memory. While the hub is away the last answer stays.
 *
 * @param key - names the question, with everything that it depends on.
 */
export function useHubQuery<T>(
  key: readonly unknown[],
  ask: (hub: HubClient, signal: AbortSignal) => Promise<T>,
  options: {
    refetchMs?: number;
    enabled?: boolean;
    /** The last answer stays until there is one to the next question. */
    keepsLast?: boolean;
  } = {},
): HubQuery<T> {
  const client = useHubClient();
  const live = useLive();
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => ask(client, signal),
    enabled: live.phase === 'live' && options.enabled !== false,
    retry: false,
    ...(options.refetchMs !== undefined && { refetchInterval: options.refetchMs }),
    ...(options.keepsLast && { placeholderData: keepPreviousData }),
  });
  return {
    data: query.data,
    error: query.error,
    isLoading: query.isPending && query.error === null,
    refetch: () => void query.refetch(),
  };
}
