import type { ClientStatus, Heal, Verification } from '../../../src-shared/domain/client.ts';
import type { HubLog } from '../log.ts';
import type { ChildRecord } from '../platform/child-record.ts';
import type { Problems } from '../problems.ts';
import type { Session } from '../sessions/session.ts';
import type { Machine } from './client.ts';
import { Guardian } from './guard/guardian.ts';
import { findSuspects } from './guard/suspects.ts';
import { clients } from './index.ts';
import { ClientStatuses } from './sightings/client-statuses.ts';
import { Sightings } from './sightings/sightings.ts';
import type { ClientStore } from './sync/client-store.ts';
import type { Sync, Where } from './sync/sync.ts';
import { createVerifier } from './verify/create-verifier.ts';
import type { Person } from './verify/dock-env.ts';

export interface WatchClientsOptions {
  sync: Sync;
  store: ClientStore;
  machine(env: Where['env']): Machine | Promise<Machine>;
  person: Person;
  version: string;
  record: ChildRecord;
  /** What is to be done about drift of this target. */
  heal(target: string): Heal;
  problems: Problems;
  /** Something that people see has changed. */
  changed(): void;
  log: Pick<HubLog, 'info' | 'warn'>;
}

/** What becomes of the entries that Loom wrote: whether they stay, work, and are used. */
export interface ClientWatch {
  guardian: Guardian;
  verify(where: Where): Promise<Verification[]>;
  /** To be told of every session. */
  sightings: Pick<Sightings, 'introduced' | 'ended'>;
  statuses(sessions: readonly Session[]): ClientStatus[];
  close(): Promise<void>;
}

export function watchClients(options: WatchClientsOptions): ClientWatch {
  const { sync, store, log, machine } = options;
  const statuses = new ClientStatuses({ store, clients });
  const changed = () => {
    statuses.refresh();
    options.changed();
  };
  const stopListening = sync.onWritten(changed);
  const failed = ({ code, message }: { code: string; message: string }) =>
    log.warn({ code }, `a client's call was not written down: ${message}`);
  const guardian = new Guardian({
    ...options,
    changed,
    suspects: async ({ found }) => findSuspects(found.client, await machine(undefined)),
  });
  return {
    guardian,
    verify: createVerifier({ ...options, changed }),
    sightings: new Sightings({ store, clients, changed, failed }),
    statuses: (sessions) => statuses.all(sessions),
    async close() {
      stopListening();
      await guardian.close();
    },
  };
}
