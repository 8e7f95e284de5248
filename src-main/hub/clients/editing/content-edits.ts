/**
 * What an edit means, on parsed content: editors prove with it that a text means what was wished for,
 * and nothing else. Content is never changed; what an edit does not touch is shared.
 */
import type { Json, JsonObject, KeyPath, PathPart } from '../client.ts';

/** The value at a path; undefined where there is none. Of two keys or names, the last. */
export function valueAt(content: unknown, path: KeyPath): unknown {
  let value = content;
  for (const part of path) value = childOf(value, part);
  return value;
}

/** `put`: makes what is missing on the way; undefined where something on the way is in the way. */
export function withValue(content: unknown, path: KeyPath, value: Json): unknown {
  const [part, ...rest] = path;
  if (part === undefined) return value;
  const made = withValue(childOf(content, part), rest, value);
  if (made === undefined) return undefined;
  return withChild(content, part, made);
}

/** `remove`: the content itself where the path leads nowhere. */
export function withoutValue(content: unknown, path: KeyPath): unknown {
  const [part, ...rest] = path;
  const child = part === undefined ? undefined : childOf(content, part);
  if (part === undefined || child === undefined) return content;
  // By its place, for what is taken out may be its very name.
  const place = Array.isArray(content) ? indexOf(content, part) : part;
  if (rest.length > 0) return withChild(content, place, withoutValue(child, rest));
  if (Array.isArray(content)) return content.toSpliced(indexOf(content, part), 1);
  return isObject(content)
    ? objectOf(Object.entries(content).filter(([key]) => key !== part))
    : content;
}

/** `append`: undefined where there is no list. */
export function withAppended(content: unknown, path: KeyPath, value: Json): unknown {
  const [part, ...rest] = path;
  if (part === undefined) return Array.isArray(content) ? [...content, value] : undefined;
  const child = withAppended(childOf(content, part), rest, value);
  return child === undefined ? undefined : withChild(content, part, child);
}

/**
 * What a member of a list is when it is put there: with its name, first where it has none yet.
 * Undefined for what cannot have that name.
 */
export function namedValue(part: { readonly named: string }, value: Json): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  const object = value as JsonObject;
  if (object.name === undefined) return { name: part.named, ...object };
  return object.name === part.named ? object : undefined;
}

/** A value within the keys that lead to it: `['a', { named: 'b' }]` makes `{ a: [{ name: 'b' }] }`. */
export function wrapped(path: KeyPath, value: Json): Json | undefined {
  const made = withValue(undefined, path, value);
  return made === undefined ? undefined : (made as Json);
}

function childOf(content: unknown, part: PathPart): unknown {
  if (typeof part === 'string') {
    return isObject(content) && Object.hasOwn(content, part) ? content[part] : undefined;
  }
  return Array.isArray(content) ? content[indexOf(content, part)] : undefined;
}

function withChild(content: unknown, part: PathPart, child: unknown): unknown {
  const missing = content === undefined || content === null;
  if (typeof part === 'string') {
    if (missing) return objectOf([[part, child]]);
    if (!isObject(content)) return undefined;
    if (!Object.hasOwn(content, part)) return objectOf([...Object.entries(content), [part, child]]);
    return objectOf(Object.entries(content).map(([key, old]) => [key, key === part ? child : old]));
  }
  const list = missing ? [] : content;
  if (!Array.isArray(list)) return undefined;
  const made = typeof part === 'number' ? child : namedValue(part, child as Json);
  const index = indexOf(list, part);
  if (made === undefined || index >= list.length) return undefined;
  return index < 0 ? [...list, made] : [...list.slice(0, index), made, ...list.slice(index + 1)];
}

function indexOf(list: readonly unknown[], part: PathPart): number {
  if (typeof part === 'number') return part;
  const name = typeof part === 'string' ? part : part.named;
  return list.findLastIndex((one) => isObject(one) && one.name === name);
}

/** Also for keys such as `__proto__`, which an assignment would lose. */
function objectOf(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(entries);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
