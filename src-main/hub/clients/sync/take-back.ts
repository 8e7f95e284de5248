import { LoomError } from '../../../../src-shared/errors.ts';
import type { Json, JsonObject, KeyPath } from '../client.ts';
import { agrees, isObject, isSame } from './agrees.ts';
import type { Touch } from './client-store.ts';
import type { TextEdits } from './text-edits.ts';
import { valueAt } from './value-at.ts';

/**
 * Takes one change back in a file that has changed since, and leaves all else in it as it is now.
 *
 * @throws LoomError 'undo-conflict' where what Loom wrote there says something else by now.
 */
export function takeBack(edits: TextEdits, touch: Touch): void {
  const { path, before, after } = touch;
  if (touch.inList) {
    if (after !== undefined) edits.takeOut(path, after);
    if (before !== undefined) edits.append(path, before);
    return;
  }
  const now = valueAt(edits.content(), path);
  if (isSame(now, before)) return;
  // Keys that somebody added to an entry of Loom's go with it: without it they say nothing.
  const isLooms = before === undefined ? agrees(now, after) : isSame(now, after);
  if (isLooms) put(edits, path, before);
  else if (isObject(now) && isObject(before) && isObject(after))
    byKeys(edits, path, { before, after });
  else throw conflict(path);
}

function byKeys(
  edits: TextEdits,
  path: KeyPath,
  { before, after }: { before: JsonObject; after: JsonObject },
): void {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [then, since] = [before[key], after[key]];
    takeBack(edits, {
      path: [...path, key],
      ...(then !== undefined && { before: then }),
      ...(since !== undefined && { after: since }),
    });
  }
}

function put(edits: TextEdits, path: KeyPath, before: Json | undefined): void {
  if (before === undefined) edits.remove(path);
  else edits.put(path, before);
}

function conflict(path: KeyPath): LoomError {
  const name = path.map((part) => (typeof part === 'object' ? part.named : part)).join('.');
  const text = `${name} was changed since Loom wrote it, and cannot be taken back by itself`;
  return new LoomError('undo-conflict', text);
}
