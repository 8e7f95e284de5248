import { useEffect } from 'react';
import type { ServerDetails } from '../../../../src-shared/contract/servers.ts';
import type { ServerView } from '../../../../src-shared/domain/hub-state.ts';
import { type HubQuery, useHubQuery } from '../../../state/use-hub-query.ts';

/** All that is known of a server; asked again when its state says that something has changed. */
export function useDetails(server: ServerView): HubQuery<ServerDetails> {
  const { id, surface, health, target, scope, title } = server;
  const query = useHubQuery(['server', id], (hub) => hub.servers.get({ id }), {
    // What people write into registry.yaml shows in no other way.
    refetchMs: 10_000,
  });
  const { refetch } = query;
  const stamp = JSON.stringify([surface?.fetchedAt, health.phase, target, scope, title]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stamp says when to ask again
  useEffect(() => refetch(), [stamp]);
  return query;
}
