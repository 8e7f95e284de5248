import { expect } from 'vitest';
import type { JsonObject } from '../client.ts';
import { editors } from '../editing/index.ts';
import { isInsertion } from './byte-changes.ts';
import { hasEntries, valueAt, withEntry, withoutEmpty } from './expected-content.ts';
import { isStrictJson, parsePlainly } from './parse-plainly.ts';
import { entryPath, type WrittenShape } from './written-shapes.ts';

/** Puts an entry into a text that has none of that name: the invariants of fixtures/README.md. */
export function checkInsertion(
  shape: WrittenShape,
  text: string,
  { name, entry }: { name: string; entry: JsonObject },
): void {
  const before = parsePlainly(shape.format, text);
  const after = putEntry(shape, text, { name, entry });
  if (valueAt(before, shape.root) !== null) expect(isInsertion(text, after)).toBe(true);
  expect(parsePlainly(shape.format, after)).toEqual(withEntry(before, shape, { name, entry }));
  if (isStrictJson(text)) expect(isStrictJson(after)).toBe(true);
  checkLines(text, after);
  expect(putEntry(shape, after, { name, entry })).toBe(after);
  checkRemoval(shape, { text, after, name });
}

/** The text with the entry. @throws where the editor refuses. */
export function putEntry(
  shape: WrittenShape,
  text: string,
  { name, entry }: { name: string; entry: JsonObject },
): string {
  const edited = editors[shape.format].put(text, entryPath(shape, name), entry);
  if (!edited.ok) throw new Error(`${shape.id}: ${edited.reason}`);
  return edited.text;
}

/** Byte order mark, line ends and the last line are the file's, and so are its tabs. */
function checkLines(before: string, after: string): void {
  expect(after.startsWith('\uFEFF')).toBe(before.startsWith('\uFEFF'));
  expect(/\n$/.test(after)).toBe(/\n$/.test(before));
  const bareLineFeed = /(^|[^\r])\n/;
  if (before.includes('\r\n') && !bareLineFeed.test(before))
    expect(after).not.toMatch(bareLineFeed);
  if (!before.includes('\r')) expect(after).not.toContain('\r');
  if (/^\t/m.test(before) && !/^ /m.test(before)) expect(after).not.toMatch(/^ /m);
}

/** Taken out again, nothing of it stays; only a map or list that was made for it may. */
function checkRemoval(
  shape: WrittenShape,
  { text, after, name }: { text: string; after: string; name: string },
): void {
  const { format, root } = shape;
  const removed = editors[format].remove(after, entryPath(shape, name));
  if (!removed.ok) throw new Error(`${shape.id}: ${removed.reason}`);
  const before = parsePlainly(format, text);
  // A trailing comma that a strict parser never took goes with the entry that came after it.
  const isSound = format !== 'json' || isStrictJson(text);
  if (hasEntries(before, shape) && isSound) expect(removed.text).toBe(text);
  expect(withoutEmpty(parsePlainly(format, removed.text), root)).toEqual(
    withoutEmpty(before, root),
  );
}
