import type { Json, KeyPath } from '../../client.ts';
import { wrapped } from '../content-edits.ts';

/** What is added to a list so that `rest`, which starts within it, leads to the value. */
export function missingEntry(rest: KeyPath, value: Json): Json | undefined {
  const [first, ...deeper] = rest;
  if (typeof first === 'number') return deeper.length === 0 ? value : undefined;
  const made = typeof first === 'object' ? wrapped(rest, value) : undefined;
  return Array.isArray(made) ? (made as Json[])[0] : undefined;
}
