import { isDeepStrictEqual } from 'node:util';
import type { Json, KeyPath, PathPart } from '../../client.ts';
import { namedValue, wrapped } from '../content-edits.ts';
import type { Edited } from '../editor.ts';
import { spliceAll } from '../splice-all.ts';
import { endOf, type Member } from './container.ts';
import { type EditedText, freshText, insertMember, replaceValue } from './insert.ts';
import { locate, type Trail } from './locate.ts';
import { means, provePut } from './prove.ts';
import { readContent } from './read-content.ts';
import { refuse } from './refuse.ts';
import { styleAt } from './style.ts';

/** `Editor.put` for the JSON family. */
export function put(edited: EditedText, path: KeyPath, value: Json): Edited {
  const { syntax, text } = edited;
  const located = locate(syntax, text, path);
  if (!located.ok) return refuse(text, located);
  const { root, trail } = located;
  if (trail.blocked) return refuse(text, trail.blocked);
  if (path.length === 0) return refuse(text, { reason: 'no key is named', offset: 0 });
  if (!root) return putFresh(edited, path, value);
  const depth = trail.found.length;
  const isMissing = depth < path.length && trail.containers.length > depth;
  if (isMissing) return putNew(edited, path, trail, value);
  return putInPlace(edited, path, { trail, old: trail.found.at(-1) ?? root }, value);
}

/** Into a text without a value. What it holds are comments at most, and they stay at its top. */
function putFresh({ syntax, text }: EditedText, path: KeyPath, value: Json): Edited {
  const made = wrapped(path, value);
  if (made === undefined) return refuseValue(text, 0);
  const style = styleAt(text, { offset: 0 });
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const kept = text.trim() === '' ? bom : text;
  const gap = kept === bom || /[\r\n]$/.test(kept) ? '' : style.eol;
  const fresh = kept + gap + freshText(made, style);
  const read = readContent(syntax, fresh);
  if (read.ok && isDeepStrictEqual(read.content, made)) return { ok: true, text: fresh };
  return refuseValue(text, 0);
}

/** Adds what is missing at the end of the container that the path leads to. */
function putNew(edited: EditedText, path: KeyPath, trail: Trail, value: Json): Edited {
  const depth = trail.found.length;
  const part = path[depth];
  const rest = path.slice(depth + 1);
  const container = trail.containers.at(-1);
  const made = valueFor(part, wrapped(rest, value));
  if (!container || made === undefined) return refuseValue(edited.text, container?.open ?? 0);
  const member = {
    key: typeof part === 'string' ? part : undefined,
    value: made,
    wrappers: rest.length,
  };
  const place = { containers: trail.containers, holder: trail.found.at(-1) };
  const fresh = spliceAll(edited.text, insertMember(edited, place, member));
  const added = { path: path.slice(0, depth + 1), value: made, was: undefined };
  return provePut(edited, fresh, { ...added, from: endOf(container) });
}

/** Replaces what stands at the path, or the `null` on the way to it. */
function putInPlace(
  edited: EditedText,
  path: KeyPath,
  { trail, old }: { trail: Trail; old: Member },
  value: Json,
): Edited {
  const { syntax, text } = edited;
  const depth = trail.found.length;
  const made = valueFor(path[depth - 1], wrapped(path.slice(depth), value));
  if (made === undefined) return refuseValue(text, old.valueStart);
  if (means(syntax, text, old, made)) return { ok: true, text };
  const place = { containers: trail.containers.slice(0, depth), holder: trail.found.at(-2) };
  const fresh = spliceAll(text, replaceValue(edited, place, old, made));
  const was = { start: old.valueStart, end: old.valueEnd };
  const replaced = { path: path.slice(0, depth), value: made, was, from: old.start };
  return provePut(edited, fresh, replaced);
}

function valueFor(part: PathPart | undefined, value: Json | undefined): Json | undefined {
  return typeof part === 'object' && value !== undefined ? namedValue(part, value) : value;
}

function refuseValue(text: string, offset: number): Edited {
  return refuse(text, { reason: 'what should be written does not fit here', offset });
}
