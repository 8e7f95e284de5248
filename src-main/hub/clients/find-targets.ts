import type { Accepts, Client, Dialect, Machine, Target } from './client.ts';
import { checkWritable } from './finding/check-writable.ts';
import { type Candidate, chooseTargets, type TargetSearch } from './finding/choose-targets.ts';
import { isThere } from './finding/expand-path.ts';
import { findEvidence } from './finding/find-evidence.ts';

/** A target on this machine, with what is to be known before anything is read or written. */
export interface FoundTarget {
  client: Client;
  /** Without any `*` in it; the id is unique. */
  target: Target;
  dialect: Dialect;
  accepts: Accepts;
  exists: boolean;
  installed: boolean;
  /** What says that it is installed: a path, a command. */
  evidence?: string;
  /** Why Loom must not write it, where it must not. */
  readOnly?: string;
  notes: string[];
}

/**
 * The config files of clients on this machine, in the order of the wishes, else the registry's,
 * whether they exist or not. Looks at folders and the PATH, and reads where a client says that its folder
 * has moved to; runs nothing.
 *
 * @throws {LoomError} `unknown-client`, with the name that was probably meant; `usage` for a path
 * that cannot be that client's.
 */
export async function findTargets(search: TargetSearch): Promise<FoundTarget[]> {
  const candidates = await chooseTargets(search);
  return Promise.all(candidates.map((candidate) => inspect(candidate, search)));
}

async function inspect({ client, target }: Candidate, search: TargetSearch): Promise<FoundTarget> {
  const { machine } = search;
  const evidence = await findEvidence(target.evidence ?? client.evidence(machine), machine);
  const exists = await isThere(target.path);
  const readOnly = checkNamed(target, search) ?? (await checkWritable(target, exists, machine));
  return {
    client,
    target,
    dialect: target.dialect ?? client.dialect,
    accepts: target.accepts ?? client.accepts,
    exists,
    installed: evidence !== undefined,
    ...(evidence !== undefined && { evidence }),
    ...(readOnly !== undefined && { readOnly }),
    notes: await notesOn(client, target, machine),
  };
}

function checkNamed({ id, onlyNamed }: Target, { wanted }: TargetSearch): string | undefined {
  if (!onlyNamed || wanted?.includes(id)) return undefined;
  return `It is written only where it is asked for by its name: ${id}.`;
}

/** What has to be approved, what is particular, and what an administrator has laid down. */
async function notesOn(client: Client, target: Target, machine: Machine): Promise<string[]> {
  const managed = client.managed?.(machine) ?? [];
  const present = await Promise.all(managed.map(({ path }) => isThere(path)));
  const said = managed.filter((_, index) => present[index]).map(({ note }) => note);
  const own = [...(client.approval ? [client.approval] : []), ...(target.notes ?? [])];
  return [...new Set([...own, ...said])];
}
