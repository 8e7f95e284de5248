import { isDeepStrictEqual } from 'node:util';
import type { ServerSpec } from '../../../../src-shared/domain/server.ts';
import type { Machine } from '../client.ts';
import type { Draft } from '../import/draft.ts';
import { draftServer } from '../import/draft-server.ts';
import { findKnown, specFields } from '../import/known-server.ts';
import { mergeDrafts } from '../import/merge-drafts.ts';
import { identityOf } from '../import/same-server.ts';
import type { FoundServer } from '../reading/found-server.ts';
import type { SyncParts } from './sync-parts.ts';

/** A server of the client's own that Loom serves as well. */
export interface Duplicate {
  server: FoundServer;
  servedAs: string;
}

export interface DuplicateSearch {
  profile: string | undefined;
  machine: Machine;
  parts: Pick<SyncParts, 'servers' | 'keeper'>;
}

/**
 * Entries that start the same command or reach the same URL as a server of the profile, whatever
 * secrets they hold. Those that are switched off in the client do nobody any harm.
 */
export function findDuplicates(
  found: readonly FoundServer[],
  { profile, machine, parts }: DuplicateSearch,
): Duplicate[] {
  const served = Object.entries(parts.servers(profile) ?? {}).map(
    ([id, spec]) => [identityOf(specDraft(spec)), id] as const,
  );
  if (served.length === 0) return [];
  const byIdentity = new Map(served.toReversed());
  return found.flatMap((server) => {
    if (!server.enabled) return [];
    const servedAs = byIdentity.get(identityOf(draftOf(server, machine)));
    return servedAs === undefined ? [] : [{ server, servedAs }];
  });
}

/**
 * Of these, the entries that Loom serves to the letter, with the same secrets: nothing is lost when
 * they go.
 *
 * @throws LoomError of the vault, where it cannot be asked.
 */
export async function keepExact(
  duplicates: readonly Duplicate[],
  { profile, machine, parts }: DuplicateSearch,
): Promise<Duplicate[]> {
  const servers = parts.servers(profile) ?? {};
  const exact: Duplicate[] = [];
  for (const { server } of duplicates) {
    const [draft] = mergeDrafts([draftOf(server, machine)]);
    const servedAs = draft && (await findKnown(draft, servers, parts.keeper));
    const spec = servedAs === undefined ? undefined : servers[servedAs];
    if (spec && servedAs !== undefined && saysAll(spec, server)) exact.push({ server, servedAs });
  }
  return exact;
}

/** Whether the registry has what no field of a draft tells: a transport, and what else it goes by. */
function saysAll(
  { transport, tools }: ServerSpec,
  { transport: found, envFile, oauth, tools: filter }: FoundServer,
): boolean {
  if (envFile !== undefined || oauth !== undefined) return false;
  if (filter && !isDeepStrictEqual(plainFilter(filter), plainFilter(tools ?? {}))) return false;
  return found === 'auto' || found === transport;
}

function plainFilter({ allow, deny }: NonNullable<FoundServer['tools']>): unknown {
  return { ...(allow && { allow: [...allow] }), ...(deny && { deny: [...deny] }) };
}

function draftOf(server: FoundServer, machine: Machine): Draft {
  return draftServer(server, { source: { target: '', label: '', file: '' }, machine });
}

function specDraft(spec: ServerSpec): Pick<Draft, 'transport' | 'fields'> {
  return { transport: spec.transport, fields: specFields(spec) };
}
