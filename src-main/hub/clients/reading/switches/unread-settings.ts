import { isObject } from '../is-object.ts';
import type { ReadSwitches } from './switch.ts';

/** Settings for all servers of a file that have no place in registry.yaml: told where they are set. */
export function unreadSettings(...names: readonly string[]): ReadSwitches {
  return (layers) => {
    const set = names.filter((name) =>
      layers.some(({ content }) => isObject(content) && isSet(content[name])),
    );
    const note = `not carried over, from its file: ${set.join(', ')}`;
    return () => (set.length > 0 ? { notes: [note] } : {});
  };
}

function isSet(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) ? Object.keys(value).length > 0 : value != null;
}
