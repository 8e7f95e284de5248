import type { HubState } from '../../src-shared/domain/hub-state.ts';

/** What needs a person: broken files, servers that were given up or wait for a secret. */
export function countTroubles({ problems, servers }: HubState): number {
  const needy = servers.filter(({ health }) => ['failed', 'waiting'].includes(health.phase));
  return problems.length + needy.length;
}
