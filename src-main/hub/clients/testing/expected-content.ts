import type { JsonObject } from '../client.ts';
import type { WrittenShape } from './written-shapes.ts';

type Place = Pick<WrittenShape, 'root' | 'container'>;

/** The content with an entry at the end of its map or list; what is missing on the way is made. */
export function withEntry(
  content: unknown,
  { root, container }: Place,
  { name, entry }: { name: string; entry: JsonObject },
): unknown {
  const [key, ...rest] = root;
  const members = isMap(content) ? content : {};
  if (key !== undefined) {
    const inner = withEntry(members[key], { root: rest, container }, { name, entry });
    return withMember(members, key, inner);
  }
  if (container === 'list') return [...(Array.isArray(content) ? content : []), entry];
  return withMember(members, name, entry);
}

/** Without the map or list at the root where it is empty: taking an entry out may leave one. */
export function withoutEmpty(content: unknown, root: readonly string[]): unknown {
  const [key, ...rest] = root;
  if (key === undefined) return content;
  if (!isMap(content)) return {};
  const inner = withoutEmpty(content[key], rest);
  const { [key]: _, ...others } = content;
  return Object.keys(inner ?? {}).length === 0 ? others : { ...others, [key]: inner };
}

/** Codex and Mistral Vibe call a map and a list by the same name. */
export function hasOtherContainer(content: unknown, { root, container }: Place): boolean {
  const value = valueAt(content, root);
  return isMap(value) ? container === 'list' : Array.isArray(value) && container === 'map';
}

/** Whether there are entries already. */
export function hasEntries(content: unknown, { root }: Place): boolean {
  return Object.keys(valueAt(content, root) ?? {}).length > 0;
}

export function valueAt(content: unknown, root: readonly string[]): unknown {
  return root.reduce((value: unknown, key) => (isMap(value) ? value[key] : undefined), content);
}

function withMember(members: Record<string, unknown>, key: string, value: unknown) {
  return Object.fromEntries([...Object.entries(members), [key, value]]);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
