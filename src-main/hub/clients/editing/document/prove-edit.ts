/** Edits of one format, each planned on the parsed text, spliced, parsed again and compared. */
import { isDeepStrictEqual } from 'node:util';
import { lineEnding } from '../../../registry/splice-text.ts';
import type { Json, JsonObject, KeyPath } from '../../client.ts';
import { valueAt, withAppended, withoutValue, withValue } from '../content-edits.ts';
import type { Edited } from '../editor.ts';
import { filePlace } from '../file-place.ts';
import { spliceAll } from '../splice-all.ts';
import type { Parsed, Syntax } from './syntax.ts';

const elsewhere = 'this would change other parts of the file, too';

/** Objects are put key by key where they are there already: what stays the same keeps its text. */
export function putProven<Tree>(
  syntax: Syntax<Tree>,
  text: string,
  path: KeyPath,
  value: Json,
): Edited {
  const parsed = parse(syntax, text);
  if (!parsed.ok) return refusal(text, parsed);
  const before = valueAt(parsed.content, path);
  if (isDeepStrictEqual(before, value)) return { ok: true, text };
  const wanted = withValue(parsed.content, path, value);
  if (wanted === undefined) return { ok: false, reason: 'something on the way there is no object' };
  if (isObject(before) && isObject(value)) {
    const edited = putMembers(syntax, text, path, { before, value });
    if (edited.ok && means(syntax, edited.text, wanted)) return edited;
  }
  return proven(syntax, putWhole(syntax, text, path, value), [wanted]);
}

/** The text itself where the path leads nowhere. */
export function removeProven<Tree>(syntax: Syntax<Tree>, text: string, path: KeyPath): Edited {
  const parsed = parse(syntax, text);
  if (!parsed.ok) return refusal(text, parsed);
  if (path.length === 0 || valueAt(parsed.content, path) === undefined) return { ok: true, text };
  const plan = syntax.remove(parsed.tree, path);
  if (!plan.ok) return refusal(text, plan);
  const edited: Edited = { ok: true, text: spliceAll(text, plan.edits) };
  return proven(syntax, edited, contentsWithout(parsed.content, path));
}

export function appendProven<Tree>(
  syntax: Syntax<Tree>,
  text: string,
  path: KeyPath,
  value: Json,
): Edited {
  const parsed = parse(syntax, text);
  if (!parsed.ok) return refusal(text, parsed);
  const list = valueAt(parsed.content, path);
  const wanted = withAppended(parsed.content, path, value);
  if (!Array.isArray(list)) return { ok: false, reason: 'there is no list to add to' };
  return proven(syntax, putWhole(syntax, text, [...path, list.length], value), [wanted]);
}

function putMembers<Tree>(
  syntax: Syntax<Tree>,
  text: string,
  path: KeyPath,
  { before, value }: { before: JsonObject; value: JsonObject },
): Edited {
  let edited: Edited = { ok: true, text };
  for (const [key, member] of Object.entries(value)) {
    if (edited.ok) edited = putProven(syntax, edited.text, [...path, key], member);
  }
  for (const key of Object.keys(before)) {
    const gone = !Object.hasOwn(value, key);
    if (edited.ok && gone) edited = removeProven(syntax, edited.text, [...path, key]);
  }
  return edited;
}

/** In two rounds where the old value cannot be replaced where it stands: out with it, then in. */
function putWhole<Tree>(syntax: Syntax<Tree>, text: string, path: KeyPath, value: Json): Edited {
  let current = text;
  for (let round = 0; round < 2; round += 1) {
    const parsed = parse(syntax, current);
    if (!parsed.ok) return { ok: false, reason: elsewhere };
    const plan = syntax.put(parsed.tree, path, value);
    if (!plan.ok) return refusal(current, plan);
    const spliced = spliceAll(current, plan.edits);
    // What lost its only line break in the first round gets the same kind in the second.
    current = current.includes('\n') ? spliced : spliced.replaceAll('\n', lineEnding(text));
    if (!plan.restart) return { ok: true, text: current };
  }
  return { ok: false, reason: elsewhere };
}

/** What the content may be: a format may be unable to say that what held the value is empty now. */
function contentsWithout(content: unknown, path: KeyPath): unknown[] {
  const contents = [withoutValue(content, path)];
  for (let length = path.length - 1; length > 0; length -= 1) {
    const holder = path.slice(0, length);
    const left = valueAt(contents.at(-1), holder);
    if (typeof left !== 'object' || left === null || Object.keys(left).length > 0) break;
    contents.push(withoutValue(contents.at(-1), holder));
  }
  return contents;
}

function proven<Tree>(syntax: Syntax<Tree>, edited: Edited, wanted: readonly unknown[]): Edited {
  if (!edited.ok || wanted.some((one) => means(syntax, edited.text, one))) return edited;
  return { ok: false, reason: elsewhere };
}

function means<Tree>(syntax: Syntax<Tree>, text: string, wanted: unknown): boolean {
  const parsed = parse(syntax, text);
  return parsed.ok && isDeepStrictEqual(parsed.content, wanted);
}

/** A text with nothing but comments is as good as an empty object. */
function parse<Tree>(syntax: Syntax<Tree>, text: string): Parsed<Tree> {
  const parsed = syntax.parse(text);
  return parsed.ok ? { ...parsed, content: parsed.content ?? {} } : parsed;
}

function refusal(text: string, { reason, offset }: { reason: string; offset?: number }): Edited {
  return { ok: false, reason, ...(offset !== undefined && filePlace(text, offset)) };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
