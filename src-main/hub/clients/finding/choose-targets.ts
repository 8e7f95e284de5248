import type { Client, Machine, Target } from '../client.ts';
import { clients } from '../index.ts';
import { checkPlaces } from './check-places.ts';
import { placesOf } from './places-of.ts';
import { pointedTarget } from './pointed-target.ts';
import { keepsNoFile, unknownTarget } from './unknown-target.ts';

export interface TargetSearch {
  machine: Machine;
  /**
   * Ids of clients (all of their targets), of targets, of what a `*` stands in (`vscode:profile`), or
   * `<client>:<path>` for a file anywhere. All targets where left out, and for `all`.
   */
  wanted?: readonly string[] | undefined;
  /** A project's folder, absolute: its files in place of the user's. */
  project?: string | undefined;
}

export interface Candidate {
  client: Client;
  target: Target;
}

/**
 * What a search asks for, each target once and without stars, whether it exists or not.
 *
 * @throws {LoomError} `unknown-client`, with the name that was probably meant; `usage` for a project
 * or a home that is no full path, `file-unreadable` for a project that is no folder.
 */
export async function chooseTargets(search: TargetSearch): Promise<Candidate[]> {
  await checkPlaces(search);
  const { wanted } = search;
  const all = clients.flatMap((client) => candidatesOf(client, search));
  if (!wanted || wanted.includes('all')) return expandAll(all, search);
  const chosen: Candidate[] = [];
  for (const id of wanted) chosen.push(...(await candidatesFor(id, all, search)));
  return [...new Map(chosen.map((candidate) => [candidate.target.id, candidate])).values()];
}

function candidatesOf(client: Client, { machine, project }: TargetSearch): Candidate[] {
  const targets =
    project === undefined
      ? client.targets(machine)
      : (client.projectTargets?.(project, machine) ?? []);
  return targets.map((target) => ({ client, target }));
}

async function candidatesFor(
  id: string,
  all: readonly Candidate[],
  search: TargetSearch,
): Promise<Candidate[]> {
  const client = clients.find((each) => each.id === id);
  const named = all.filter((each) => (client ? each.client === client : each.target.id === id));
  if (named.length > 0) return expandAll(named, search);
  if (client) throw keepsNoFile(client, search);
  const pointed = await pointedTarget(id, search.machine);
  if (pointed) return [pointed];
  const starred = await starredTarget(id, all, search);
  if (starred) return [starred];
  throw unknownTarget(
    id,
    all.map(({ target }) => target.id),
    search,
  );
}

/** `vscode:profile:-5f1c`: one of those that a target with a `*` stands for. */
async function starredTarget(
  id: string,
  all: readonly Candidate[],
  search: TargetSearch,
): Promise<Candidate | undefined> {
  const starred = all.filter(
    ({ target }) => target.path.includes('*') && id.startsWith(`${target.id}:`),
  );
  return (await expandAll(starred, search)).find(({ target }) => target.id === id);
}

async function expandAll(
  candidates: readonly Candidate[],
  { machine }: TargetSearch,
): Promise<Candidate[]> {
  const expanded = await Promise.all(
    candidates.map(async ({ client, target }) =>
      (await placesOf(target, machine)).map((each) => ({ client, target: each })),
    ),
  );
  return expanded.flat();
}
