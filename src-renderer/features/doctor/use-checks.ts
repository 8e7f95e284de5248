import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { useHubQuery } from '../../state/use-hub-query.ts';

const key = ['doctor'];

/** What the doctor finds; looked at anew when the page opens, and when asked. */
export function useChecks() {
  const query = useHubQuery(key, (hub) => hub.doctor.run());
  const isRunning = useIsFetching({ queryKey: key }) > 0;
  const at = useQueryClient().getQueryState(key)?.dataUpdatedAt || undefined;
  return { ...query, isRunning, at };
}
