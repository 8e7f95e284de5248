import type { ByHand, SyncRequest } from '../../../src-shared/domain/client.ts';
import type { Client, Machine } from './client.ts';
import { findEvidence } from './finding/find-evidence.ts';
import { clients } from './index.ts';
import { type HubAddress, loomEntry, loomName } from './sync/loom-entry.ts';

type Wish = Pick<SyncRequest, 'targets' | 'profile'>;

/**
 * Clients that a person can connect without Loom writing into a file: by an install link, or because
 * they keep their servers where Loom cannot write. Reads no file and runs nothing.
 */
export function listByHand(wish: Wish, machine: Machine, hub: HubAddress): Promise<ByHand[]> {
  const { targets } = wish;
  const able = clients.filter(
    ({ id, byHand, installLink }) =>
      (byHand ?? installLink) !== undefined && (!targets || targets.includes(id)),
  );
  return Promise.all(able.map((client) => describe(client, { wish, machine, hub })));
}

interface Context {
  wish: Wish;
  machine: Machine;
  hub: HubAddress;
}

async function describe(client: Client, { wish, machine, hub }: Context): Promise<ByHand> {
  const { id, label, dialect, byHand, installLink } = client;
  const { platform } = machine;
  const about = { client: id, label, dialect, platform, profile: wish.profile };
  const { value } = loomEntry({ ...about, via: 'proxy' }, hub);
  const evidence = await findEvidence(client.evidence(machine), machine);
  const link = installLink?.(loomName, value);
  return {
    client: id,
    label,
    hasFile: client.targets(machine).length > 0,
    entry: printed({ [loomName]: value }),
    ...(evidence !== undefined && { evidence }),
    ...(byHand !== undefined && { how: byHand }),
    ...(link !== undefined && { link }),
  };
}

/** As people write it: a short list on one line. */
function printed(value: object): string {
  return JSON.stringify(value, null, 2).replace(/\[\s+([^[\]{}]*?)\s+\]/g, (_, items: string) => {
    return `[${items.replace(/,\s+/g, ', ')}]`;
  });
}
