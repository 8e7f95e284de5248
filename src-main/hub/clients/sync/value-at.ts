import type { KeyPath } from '../client.ts';
import { isObject } from './agrees.ts';

/** The value at a path of a file's content; undefined where there is none. */
export function valueAt(content: unknown, path: KeyPath): unknown {
  let value = content;
  for (const part of path) {
    if (typeof part === 'string') {
      value = isObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
    } else if (!Array.isArray(value)) {
      return undefined;
    } else if (typeof part === 'number') {
      value = value[part];
    } else {
      value = value.find((item) => isObject(item) && item.name === part.named);
    }
  }
  return value;
}

/** Where an entry of that name stands, or would. */
export function entryPath(
  { root, container }: { root: readonly string[]; container: 'map' | 'list' },
  name: string,
): KeyPath {
  return [...root, container === 'map' ? name : { named: name }];
}

/** All entries that stand under a root: name and value, in the file's order. */
export function entriesIn(
  content: unknown,
  { root, container }: { root: readonly string[]; container: 'map' | 'list' },
): [string, unknown][] {
  const holder = valueAt(content, root);
  if (container === 'map') return isObject(holder) ? Object.entries(holder) : [];
  if (!Array.isArray(holder)) return [];
  return holder.flatMap((item: unknown): [string, unknown][] =>
    isObject(item) && typeof item.name === 'string' ? [[item.name, item]] : [],
  );
}
