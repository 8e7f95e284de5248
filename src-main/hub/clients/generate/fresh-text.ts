import { LoomError } from '../../../../src-shared/errors.ts';
import type { JsonObject, KeyPath, Target } from '../client.ts';
import { editors } from '../editing/index.ts';

/** A new file for a target, with these entries and nothing else. */
export function freshText(
  { format, root, container }: Pick<Target, 'format' | 'root' | 'container'>,
  entries: readonly { name: string; value: JsonObject }[],
): string {
  let text = '';
  for (const { name, value } of entries) {
    const path: KeyPath = [...root, container === 'list' ? { named: name } : name];
    const edited = editors[format].put(text, path, value);
    if (!edited.ok) throw new LoomError('internal', `no new file could be made: ${edited.reason}`);
    ({ text } = edited);
  }
  return text;
}
