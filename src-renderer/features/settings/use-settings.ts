import { useHubQuery } from '../../state/use-hub-query.ts';

export function useSettings() {
  // The file may be edited by hand meanwhile.
  return useHubQuery(['settings'], (hub) => hub.settings.list(), { refetchMs: 10_000 });
}
