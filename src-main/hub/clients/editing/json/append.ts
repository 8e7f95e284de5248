import type { Json, KeyPath } from '../../client.ts';
import type { Edited } from '../editor.ts';
import { spliceAll } from '../splice-all.ts';
import { endOf } from './container.ts';
import { type EditedText, insertMember } from './insert.ts';
import { locate } from './locate.ts';
import { provePut } from './prove.ts';
import { refuse } from './refuse.ts';

/** `Editor.append` for the JSON family. */
export function append(edited: EditedText, path: KeyPath, value: Json): Edited {
  const { syntax, text } = edited;
  const located = locate(syntax, text, path);
  if (!located.ok) return refuse(text, located);
  const { trail } = located;
  if (trail.blocked) return refuse(text, trail.blocked);
  const list = trail.containers[path.length];
  if (list?.kind !== '[') {
    const offset = trail.found.at(-1)?.valueStart ?? 0;
    return refuse(text, { reason: 'there is no list to add to', offset });
  }
  const place = { containers: trail.containers, holder: trail.found.at(-1) };
  const edits = insertMember(edited, place, { key: undefined, value, wrappers: 0 });
  const added = { path: [...path, list.members.length], value, was: undefined, from: endOf(list) };
  return provePut(edited, spliceAll(text, edits), added);
}
