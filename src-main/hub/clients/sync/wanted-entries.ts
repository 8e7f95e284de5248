import type { FileRefusal, SyncRequest, Via } from '../../../../src-shared/domain/client.ts';
import { LoomError } from '../../../../src-shared/errors.ts';
import type { JsonObject, Machine } from '../client.ts';
import { directEntries } from '../direct/direct-entries.ts';
import type { FoundTarget } from '../find-targets.ts';
import { loomEntry, loomName } from './loom-entry.ts';
import type { SyncParts } from './sync-parts.ts';
import type { SyncedTarget } from './synced-target.ts';

/** How a target is to be synced: as asked, else as it was last, else the usual way. */
export interface Wishes {
  profile: string | undefined;
  via: Via;
  mode: 'loom' | 'direct';
}

export function wishesOf(request: SyncRequest, record: SyncedTarget | undefined): Wishes {
  return {
    profile: request.profile ?? record?.profile,
    via: request.via ?? record?.via ?? 'proxy',
    mode: request.mode ?? record?.mode ?? 'loom',
  };
}

export interface WantedEntry {
  name: string;
  value: JsonObject;
  /** Keys of another form of it, which go. */
  foreign: readonly string[];
}

export interface WantedEntries {
  entries: WantedEntry[];
  via: Via;
  notes: string[];
  /** Servers that cannot be an entry of this client's. */
  left: Pick<FileRefusal, 'code' | 'reason' | 'remedy'>[];
}

/**
 * The entries that are to stand in a target.
 *
 * @throws LoomError 'unknown-profile', 'not-expressible'.
 */
export async function wantedEntries(
  found: FoundTarget,
  wishes: Wishes,
  { parts, machine }: { parts: Pick<SyncParts, 'hub' | 'servers'>; machine: Machine },
): Promise<WantedEntries> {
  const { client, target, dialect } = found;
  const { profile, via, mode } = wishes;
  const servers = parts.servers(profile);
  if (!servers) throw new LoomError('unknown-profile', `there is no profile "${profile}"`);
  if (mode === 'direct') {
    const options = { servers, dialect, machine, httpOnly: target.httpOnly };
    const { entries, refused, notes } = await directEntries(options);
    // Loom's entry would go, and nothing come in its place.
    if (entries.length === 0 && refused.length > 0) throw noneDirect(refused);
    return {
      entries: entries.map((entry) => ({ ...entry, foreign: [] })),
      via: 'proxy',
      notes,
      left: refused.map(({ server, reason }) => ({
        code: 'not-expressible',
        reason: `${server}: ${reason}`,
        remedy: new LoomError('not-expressible', '').remedy,
      })),
    };
  }
  const { httpOnly } = target;
  const { platform } = machine;
  const about = { client: client.id, label: client.label, dialect, platform };
  const entry = loomEntry({ ...about, profile, via, httpOnly }, parts.hub());
  const { value, foreign, notes } = entry;
  return { entries: [{ name: loomName, value, foreign }], via: entry.via, notes, left: [] };
}

function noneDirect(refused: readonly { server: string; reason: string }[]): LoomError {
  const reasons = refused.map(({ server, reason }) => `${server}: ${reason}`).join('; ');
  return new LoomError('not-expressible', `none of the servers can stand here: ${reasons}`);
}
