import { LoomError } from '../../../../src-shared/errors.ts';
import { type FoundTarget, findTargets } from '../find-targets.ts';
import { inspectTarget } from './inspect-target.ts';
import type { Inspection, Where } from './sync.ts';
import type { SyncParts } from './sync-parts.ts';
import { type SyncedTarget, targetKey } from './synced-target.ts';

export function keyOf({ target }: FoundTarget): string {
  return targetKey(target.id, target.path, target.root);
}

export async function searchTargets(where: Where, parts: SyncParts): Promise<FoundTarget[]> {
  const machine = await parts.machine(where.env);
  return findTargets({ machine, wanted: where.targets, project: where.project });
}

/** A target that Loom wrote, on this machine as it is now; undefined where its place is unknown. */
export async function searchSynced(
  { key, client, target, where }: SyncedTarget,
  parts: SyncParts,
): Promise<FoundTarget | undefined> {
  // By its own name first: some are found by that alone.
  for (const id of new Set([target, client])) {
    const found = await searchTargets({ ...where, targets: [id] }, parts).catch(noneOfThatName);
    const same = found.find((one) => keyOf(one) === key);
    if (same) return same;
  }
  return undefined;
}

function noneOfThatName(error: unknown): FoundTarget[] {
  if (error instanceof LoomError && error.code === 'unknown-client') return [];
  throw error;
}

/** Where all is asked for, also what was synced into a project, or with other variables set. */
export async function inspectTargets(where: Where, parts: SyncParts): Promise<Inspection[]> {
  const context = { parts, machine: await parts.machine(where.env) };
  const found = await searchTargets(where, parts);
  const seen = new Set(found.map(keyOf));
  const isAll = !where.targets && where.project === undefined;
  const others = isAll ? parts.store.targets().filter(({ key }) => !seen.has(key)) : [];
  const elsewhere = await Promise.all(others.map((record) => searchSynced(record, parts)));
  const all = [...found, ...elsewhere.filter((one) => one !== undefined)];
  return Promise.all(all.map((one) => inspectTarget(one, context)));
}
