import { isDeepStrictEqual } from 'node:util';
import type { Registry } from '../../../src-shared/domain/registry.ts';

/** What differs between two contents of registry.yaml, in meaning: not its text or key order. */
export interface RegistryDiff {
  added: string[];
  changed: string[];
  removed: string[];
  profilesChanged: boolean;
  /** The servers that stay come in another order, which settles resource URI collisions. */
  orderChanged: boolean;
}

export function diffRegistry(before: Registry, after: Registry): RegistryDiff {
  const [old, now] = [before.servers, after.servers];
  const stayed = Object.keys(now).filter((id) => Object.hasOwn(old, id));
  return {
    added: Object.keys(now).filter((id) => !Object.hasOwn(old, id)),
    changed: stayed.filter((id) => !isDeepStrictEqual(old[id], now[id])),
    removed: Object.keys(old).filter((id) => !Object.hasOwn(now, id)),
    profilesChanged: !isDeepStrictEqual(before.profiles, after.profiles),
    orderChanged: !isDeepStrictEqual(
      stayed,
      Object.keys(old).filter((id) => Object.hasOwn(now, id)),
    ),
  };
}

export function isEmptyDiff(diff: RegistryDiff): boolean {
  const servers = diff.added.length + diff.changed.length + diff.removed.length;
  return servers === 0 && !diff.profilesChanged && !diff.orderChanged;
}
