import { words } from './entry-words.ts';
import { isObject } from './is-object.ts';

/** A text somewhere in an entry. */
export interface EntryLeaf {
  path: readonly (string | number)[];
  text: string;
  place: 'env' | 'header' | 'arg' | 'field';
  /** What calls it so: its key; for one of several arguments, the flag before it. */
  name: string;
}

/** Deeper than any client's settings: what lies below is not looked at. */
const deepest = 12;

/** All texts of an entry in its order; numbers count, since a key or a PIN may be one. */
export function entryLeaves(entry: unknown, path: readonly (string | number)[]): EntryLeaf[] {
  return [...leavesOf(entry, { path, place: 'field', name: '', depth: 0 })];
}

interface Spot extends Omit<EntryLeaf, 'text'> {
  depth: number;
}

function* leavesOf(value: unknown, spot: Spot): Generator<EntryLeaf> {
  const { depth, ...leaf } = spot;
  if (typeof value === 'string') yield { ...leaf, text: value };
  else if (typeof value === 'number' || typeof value === 'bigint') {
    yield { ...leaf, text: String(value) };
  }
  if (depth >= deepest) return;
  if (Array.isArray(value)) {
    for (const [index, inner] of value.entries()) {
      const name = flagBefore(value[index - 1]);
      yield* leavesOf(inner, { ...spot, path: [...spot.path, index], name, depth: depth + 1 });
    }
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const place = placeUnder(key, spot);
      yield* leavesOf(inner, { path: [...spot.path, key], place, name: key, depth: depth + 1 });
    }
  }
}

function flagBefore(word: unknown): string {
  return (typeof word === 'string' && /^--?([A-Za-z][\w-]*)$/.exec(word)?.[1]) || '';
}

function placeUnder(key: string, { place }: Spot): EntryLeaf['place'] {
  if (place === 'env' || place === 'header') return place;
  if (includes(words.env, key)) return 'env';
  if (includes(words.headers, key)) return 'header';
  return includes(words.args, key) || includes(words.command, key) ? 'arg' : 'field';
}

function includes(list: readonly string[], key: string): boolean {
  return list.includes(key);
}
