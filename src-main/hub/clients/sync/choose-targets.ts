import type { SyncRequest } from '../../../../src-shared/domain/client.ts';
import type { FoundTarget } from '../find-targets.ts';

/**
 * Of the targets that were found, those that a request is about. One that was named by itself always
 * is; of a client, or of all, those whose client is here and which Loom writes at all.
 */
export function chooseTargets(
  found: readonly FoundTarget[],
  { targets, remove }: Pick<SyncRequest, 'targets' | 'remove'>,
): FoundTarget[] {
  const named = new Set(targets);
  const isWanted = (one: FoundTarget) =>
    isNamedAlone(one, named) ||
    (isWritten(one) && (remove ? one.exists : one.exists || one.installed));
  const chosen = new Set(found.filter(isWanted));
  // Who names a client that nothing is seen of knows more than Loom does.
  for (const id of remove ? [] : named) {
    const ofClient = found.filter(({ client }) => client.id === id);
    const usual = ofClient.find(isWritten) ?? ofClient[0];
    if (usual && !ofClient.some((one) => chosen.has(one))) chosen.add(usual);
  }
  return found.filter((one) => chosen.has(one));
}

/** By its own id, which is not also that of the client with all its files. */
function isNamedAlone({ client, target }: FoundTarget, named: ReadonlySet<string>): boolean {
  return target.id !== client.id && named.has(target.id);
}

/**
 * Files that are only read, those that have to be asked for, and those that yield to another one are no
 * refusals.
 */
function isWritten({ target, exists, readOnly }: FoundTarget): boolean {
  if (target.write === 'never' || target.onlyNamed) return false;
  if (target.unless && !exists && readOnly !== undefined) return false;
  return target.write === 'always' || exists || readOnly === undefined;
}
