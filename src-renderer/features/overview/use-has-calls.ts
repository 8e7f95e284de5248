import type { HubState } from '../../../src-shared/domain/hub-state.ts';
import { useHubQuery } from '../../state/use-hub-query.ts';

const refetchMs = 5_000;

/** Whether there ever was a call: servers count since the hub's start, the log goes further back. */
export function useHasCalls({ servers }: HubState): boolean | undefined {
  const hasNow = servers.some(({ calls }) => calls > 0);
  const { data, error } = useHubQuery(
    ['activity', 'any'],
    async (hub) => (await hub.activity.list({ filter: {}, limit: 1 })).total > 0,
    { refetchMs, enabled: !hasNow },
  );
  if (hasNow) return true;
  return error ? false : data;
}
