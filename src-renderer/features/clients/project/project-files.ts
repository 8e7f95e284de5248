import type { TargetView } from '../../../../src-shared/domain/client.ts';
import { isConnectable } from '../list-rows.ts';

/** Files of clients that are here, and of those that are not. */
export interface ProjectFiles {
  here: TargetView[];
  elsewhere: TargetView[];
}

export function sortFiles(targets: readonly TargetView[]): ProjectFiles {
  const sorted = targets.toSorted((a, b) => a.label.localeCompare(b.label));
  const isHere = ({ state, exists }: TargetView) => exists || state.phase !== 'not-installed';
  return { here: sorted.filter(isHere), elsewhere: sorted.filter((target) => !isHere(target)) };
}

/** What is offered at first: the client is installed, and its file is not as it should be. */
export function initiallyChosen(targets: readonly TargetView[]): ReadonlySet<string> {
  const wanted = targets.filter(
    (target) =>
      isConnectable(target) &&
      target.evidence !== undefined &&
      target.state.phase !== 'synced' &&
      target.state.phase !== 'not-installed',
  );
  return new Set(wanted.map(({ id }) => id));
}
