import type { ClientStatus, Drift, Proof } from '../../../../src-shared/domain/client.ts';
import type { Session } from '../../sessions/session.ts';
import type { Client } from '../client.ts';
import type { ClientStore } from '../sync/client-store.ts';
import type { Sighting, SyncedTarget } from '../sync/synced-target.ts';
import { clientOf } from './client-of.ts';

export interface ClientStatusesOptions {
  store: Pick<ClientStore, 'targets' | 'sightings' | 'drifts'>;
  clients: readonly Pick<Client, 'id' | 'label'>[];
}

interface Known {
  targets: readonly SyncedTarget[];
  sightings: readonly Sighting[];
  drifts: readonly Drift[];
}

/** Clients as people see them. Asked for often, so what is kept on disk is read only when it changed. */
export class ClientStatuses {
  readonly #options: ClientStatusesOptions;
  #known: Known | undefined;

  constructor(options: ClientStatusesOptions) {
    this.#options = options;
  }

  /** What the store holds has changed. */
  refresh(): void {
    this.#known = undefined;
  }

  /** In the order of the registry; only clients that Loom was written into, or that have called. */
  all(sessions: readonly Session[]): ClientStatus[] {
    const { store, clients } = this.#options;
    this.#known ??= {
      targets: store.targets().sort((one, other) => (one.target < other.target ? -1 : 1)),
      sightings: store.sightings(),
      drifts: store.drifts(),
    };
    const known = this.#known;
    const byClient = Map.groupBy(sessions, (session) => clientOf(session, clients));
    return clients.flatMap((client) => {
      const status = statusOf(client, known, byClient.get(client.id) ?? []);
      return status ? [status] : [];
    });
  }
}

function statusOf(
  { id, label }: Pick<Client, 'id' | 'label'>,
  known: Known,
  sessions: readonly Session[],
): ClientStatus | undefined {
  const targets = known.targets.filter((target) => target.client === id);
  const sighting = known.sightings.find(({ client }) => client === id);
  const newest = sessions.at(-1);
  if (targets.length === 0 && !sighting && !newest) return undefined;
  return {
    client: id,
    label,
    targets: targets.map(({ target, file, profile }) => ({ id: target, file, profile })),
    proof: worstProof(targets, sighting),
    sessions: new Set(sessions.map((session) => session.options.client ?? session)).size,
    lastSeenAt: sighting?.at,
    version: newest?.clientVersion ?? sighting?.version,
    profile: newest?.profile ?? targets[0]?.profile ?? sighting?.profile,
    drifted: driftedOf(targets, known.drifts),
  };
}

const byUrgency = ['failed', 'waiting', 'none', 'verified'] as const;

/** Of several files the one that wants attention most; without any, that it called says all. */
function worstProof(targets: readonly SyncedTarget[], sighting: Sighting | undefined): Proof {
  const proofs = targets.map(({ proof }) => proof);
  const [worst] = byUrgency.flatMap((phase) => proofs.filter((proof) => proof.phase === phase));
  if (worst) return worst;
  if (!sighting) return { phase: 'none' };
  const { at, version, era } = sighting;
  return { phase: 'verified', at, version, era };
}

function driftedOf(targets: readonly SyncedTarget[], drifts: readonly Drift[]): string[] {
  const open = drifts.filter(({ outcome }) => outcome === 'waiting' || outcome === 'gave-up');
  const names = open.map(({ target }) => target);
  return [...new Set(targets.map(({ target }) => target))].filter((id) => names.includes(id));
}
