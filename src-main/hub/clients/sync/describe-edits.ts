import type { FileChange } from '../../../../src-shared/domain/client.ts';
import type { KeyPath } from '../client.ts';
import type { Touch } from './client-store.ts';

/** What was done, for the journal; names of entries only. */
export function describeEdits(touched: readonly Touch[], action: FileChange['action']): string {
  if (action === 'delete-file') return 'removed the file that Loom had made';
  const said = touched.map(({ path, before, after, inList }) => {
    if (inList && before === undefined) return `added ${String(after)} to ${nameOf(path)}`;
    if (inList) return `took ${String(before)} out of ${nameOf(path)}`;
    const verb = before === undefined ? 'inserted' : after === undefined ? 'removed' : 'changed';
    return `${verb} the entry ${nameOf(path)}`;
  });
  return said.length > 0 ? said.join(', ') : 'changed nothing in the entries';
}

/** The last part of a path: an entry's name. */
export function nameOf(path: KeyPath): string {
  const last = path.at(-1);
  return typeof last === 'object' ? last.named : String(last ?? '');
}
