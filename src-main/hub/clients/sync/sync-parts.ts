import type { Heal } from '../../../../src-shared/domain/client.ts';
import type { ServerSpec } from '../../../../src-shared/domain/server.ts';
import type { SecretKeeper } from '../../../../src-shared/headless.ts';
import type { Machine } from '../client.ts';
import type { ClientStore } from './client-store.ts';
import type { HubAddress } from './loom-entry.ts';

/** What sync needs of the hub. */
export interface SyncParts {
  store: ClientStore;
  /** Folder of the locks between this user's hubs, whatever their state folders. */
  locks: string;
  /** @param env - variables of the caller's shell, over those of the hub and the login shell. */
  machine(env?: Readonly<Record<string, string>>): Promise<Machine>;
  hub(): HubAddress;
  /** The enabled servers that a profile lets through; undefined where there is no such profile. */
  servers(profile: string | undefined): Readonly<Record<string, ServerSpec>> | undefined;
  /** Asked only before entries of a client's own are taken out: it may have to be unlocked. */
  keeper: Pick<SecretKeeper, 'compare'>;
  /** What to do about drift where nobody has said otherwise. */
  heal: Heal;
  now?(): number;
}

/** Every address of this hub: an entry that leads there is Loom's. */
export function ownUrls({ http }: HubAddress): string[] {
  return http === undefined ? [] : [http];
}
