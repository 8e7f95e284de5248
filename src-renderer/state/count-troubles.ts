import type { HubState } from '../../src-shared/domain/hub-state.ts';

/** What may need a person: broken files, servers that fail or wait for a secret. */
export function countTroubles({ problems, servers }: HubState): number {
  const phases = ['failed', 'waiting', 'backing-off'];
  const needy = servers.filter(({ health }) => phases.includes(health.phase));
  return problems.length + needy.length;
}
