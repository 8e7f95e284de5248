import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Drift, JournalEntry, TargetView } from '../../../src-shared/domain/client.ts';
import type { HubState } from '../../../src-shared/domain/hub-state.ts';
import { useLive } from '../../state/hub.tsx';
import { useHubQuery } from '../../state/use-hub-query.ts';
import { listRows } from './list-rows.ts';

/** Files that Loom did not write are watched by nobody: they are looked at this often. */
const refetchMs = 10_000;

/** Every known client as it stands now; asked again as soon as the hub notices a change. */
export function useClients() {
  useAskAgain();
  const targets = useHubQuery(['clients', 'targets'], (hub) => hub.clients.list({}), { refetchMs });
  const byHand = useHubQuery(['clients', 'by-hand'], (hub) => hub.clients.byHand({}));
  const drifts = useHubQuery(['clients', 'drifts'], (hub) => hub.clients.drifts());
  return {
    targets: targets.data,
    listed: targets.data && listRows(targets.data, byHand.data ?? []),
    byHand: byHand.data ?? [],
    drifts: drifts.data ?? [],
    error: targets.error,
    retry: targets.refetch,
  };
}

/** Whether a drift or a write is of a client: of any of its files. */
export function isOfClient({ target }: Drift | JournalEntry, client: string): boolean {
  return target === client || target.startsWith(`${client}:`);
}

/** The newest drift of a file that waits for an answer. */
export function openDrift(drifts: readonly Drift[], target: TargetView): Drift | undefined {
  return drifts.find(
    ({ file, outcome }) => file === target.file && (outcome === 'waiting' || outcome === 'gave-up'),
  );
}

/** Pushed states say that something happened to a client, the calls say what. */
function useAskAgain(): void {
  const queries = useQueryClient();
  const { state } = useLive();
  const happened = state ? fingerprint(state) : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: what happened is what it is run for
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['clients'] });
  }, [happened, queries]);
}

/** Not when a client last called: that changes with every call. */
function fingerprint({ clients }: HubState): string {
  return JSON.stringify(
    clients.map(({ client, targets, proof, drifted }) => [client, targets, proof.phase, drifted]),
  );
}
