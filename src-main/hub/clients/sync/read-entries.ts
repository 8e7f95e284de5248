import type { FoundTarget } from '../find-targets.ts';
import type { FoundServer } from '../reading/found-server.ts';
import { isLoomEntry } from '../reading/is-loom.ts';
import { readServers } from '../reading/read-servers.ts';
import { ownUrls, type SyncParts } from './sync-parts.ts';
import { entriesIn } from './value-at.ts';

export interface EntriesInFile {
  /** All that stands where entries stand, by name. */
  all: [string, unknown][];
  /** Names of those that lead to Loom. */
  loom: string[];
  servers: readonly FoundServer[];
  /** Plain text that belongs into no diff. */
  secrets: string[];
}

export function readEntries(
  content: unknown,
  { client, target, dialect }: FoundTarget,
  parts: Pick<SyncParts, 'hub'>,
): EntriesInFile {
  const urls = ownUrls(parts.hub());
  const { root, container } = target;
  const all = entriesIn(content, target);
  const how = { dialect, root, container, clientId: client.id, ownUrls: urls };
  const { servers } = readServers(content, how);
  return {
    all,
    loom: all.filter(([, value]) => isLoomEntry(value, { urls })).map(([name]) => name),
    servers: servers.filter(({ project }) => project === undefined),
    secrets: servers.flatMap(({ secrets }) => secrets.map(({ value }) => value)),
  };
}
