import { isAbsolute, join } from 'node:path';
import type { FileRefusal } from '../../../../src-shared/domain/client.ts';
import { defaultProfile } from '../../../../src-shared/domain/profile.ts';
import type { Registry } from '../../../../src-shared/domain/registry.ts';
import { LoomError, messageOf, toLoomError } from '../../../../src-shared/errors.ts';
import type { HubService } from '../../api/hub-service.ts';
import { makeFolders } from '../../platform/make-folders.ts';
import { writeAtomically } from '../../platform/write-atomically.ts';
import type { JsonObject, Machine } from '../client.ts';
import { directEntries } from '../direct/direct-entries.ts';
import { profileServers } from '../direct/profile-servers.ts';
import { type FoundTarget, findTargets } from '../find-targets.ts';
import { type HubAddress, loomEntry, loomName } from '../sync/loom-entry.ts';
import { freshText } from './fresh-text.ts';
import { generatedPath } from './generated-path.ts';

type Request = Parameters<HubService['clients']['generate']>[0];
type Generated = Awaited<ReturnType<HubService['clients']['generate']>>;

export interface GenerateDeps {
  machine(env?: Readonly<Record<string, string>>): Machine;
  registry: { current(): Registry };
  hub(): HubAddress;
  /** Where files go that are asked for without a folder. */
  folder: string;
}

/**
 * Writes what Loom would put into clients' files into new files elsewhere: nothing of what stands in
 * their own is read or copied. Files of an earlier run are replaced.
 *
 * @throws {LoomError} `unknown-client`, `not-found` (the profile), `usage` (a folder that is no full
 * path), `file-unwritable` (one that cannot be made).
 */
export async function generateConfigs(request: Request, deps: GenerateDeps): Promise<Generated> {
  const profile = request.profile ?? defaultProfile;
  profileServers(deps.registry.current(), profile);
  const wanted = await wantedTargets(request, deps);
  const folder = await makeFolder(request.out ?? deps.folder, profile);
  const generated: Generated = { folder, files: [], refused: [] };
  for (const found of wanted) {
    const { id } = found.target;
    const file = generatedPath(folder, found.target);
    try {
      const { entries, refused } = await entriesFor(found, request, deps);
      generated.refused.push(...refused.map((one) => notDirect(found, file, one)));
      if (entries.length === 0) continue;
      await writeAtomically(file, freshText(found.target, entries));
      generated.files.push({ target: id, file });
    } catch (thrown) {
      generated.refused.push(refusal(found, file, thrown));
    }
  }
  return generated;
}

/** Before any file of it, so that a place that takes none is told once. */
function makeFolder(out: string, profile: string): string {
  if (!isAbsolute(out)) throw new LoomError('usage', `${out} is no full path to a folder`);
  const folder = join(out, profile);
  try {
    makeFolders(folder);
    return folder;
  } catch (cause) {
    const text = `The folder ${folder} cannot be made: ${messageOf(cause)}`;
    const remedy = 'Name a folder that you may write to.';
    throw new LoomError('file-unwritable', text, { place: { file: folder }, remedy, cause });
  }
}

/** Without a wish the installed clients' files of this user; `all` adds the usual ones of others. */
async function wantedTargets(
  { targets, env }: Request,
  { machine }: GenerateDeps,
): Promise<FoundTarget[]> {
  const found = await findTargets({ machine: machine(env), wanted: targets });
  const writable = found.filter(({ target }) => target.write !== 'never');
  const named = writable.filter(({ target }) => !target.onlyNamed || targets?.includes(target.id));
  if (!targets) return named.filter(isUsed);
  if (!targets.includes('all')) return named;
  const usual = (client: FoundTarget['client']) => named.find((found) => found.client === client);
  return named.filter((found) => isUsed(found) || found === usual(found.client));
}

/** As `loom sync` chooses: a file that is there, or would be made. */
function isUsed({ installed, exists, readOnly, target }: FoundTarget): boolean {
  return exists || (installed && (readOnly === undefined || target.write === 'always'));
}

interface Entries {
  entries: { name: string; value: JsonObject }[];
  refused: { server: string; reason: string }[];
}

async function entriesFor(
  { client, target, dialect }: FoundTarget,
  { mode, profile, via = 'proxy', env }: Request,
  deps: GenerateDeps,
): Promise<Entries> {
  const machine = deps.machine(env);
  const { label, httpOnly } = target;
  if (mode === 'direct') {
    const servers = profileServers(deps.registry.current(), profile);
    return await directEntries({ servers, dialect, machine, httpOnly });
  }
  const { platform } = machine;
  const wish = { client: client.id, label, dialect, platform, profile, via, httpOnly };
  return { entries: [{ name: loomName, value: loomEntry(wish, deps.hub()).value }], refused: [] };
}

function notDirect(
  found: FoundTarget,
  file: string,
  { server, reason }: { server: string; reason: string },
): FileRefusal {
  return refusal(found, file, new LoomError('not-expressible', `${server}: ${reason}`));
}

function refusal({ target }: FoundTarget, file: string, thrown: unknown): FileRefusal {
  const { code, message: reason, remedy, remedyId, place } = toLoomError(thrown);
  const { line, column } = place ?? {};
  return {
    target: target.id,
    label: target.label,
    file,
    code,
    reason,
    remedy,
    ...(remedyId && { remedyId }),
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
  };
}
