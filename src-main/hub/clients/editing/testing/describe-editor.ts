/** What every edit of every editor has to keep, on texts that a writer makes up. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject, KeyPath, PathPart } from '../../client.ts';
import type { Edited, Editor } from '../editor.ts';
import { commentsOf, entry, value, type Writer, written } from './written-content.ts';

export function describeEditor(format: string, editor: Editor, write: Writer): void {
  const contentOf = (text: string): unknown => {
    const reading = editor.read(text);
    if (!reading.ok) throw new Error(`${reading.reason} at ${reading.line}:${reading.column}`);
    return reading.content ?? {};
  };
  const texts = written(write);

  describe(`any text in ${format}`, () => {
    test('is read as what it means', () => {
      fc.assert(
        fc.property(texts, ({ text, content }) => {
          expect(contentOf(text)).toEqual(content);
        }),
      );
    });

    test('takes a new entry as one run of text, and nothing else moves', () => {
      fc.assert(
        fc.property(texts, entry, ({ text, content }, server) => {
          const servers = (content.servers ?? {}) as JsonObject;
          const after = textOf(editor.put(text, ['servers', 'loom!'], server));
          expect(contentOf(after)).toEqual({
            ...content,
            servers: { ...servers, 'loom!': server },
          });
          if (!isBlank(text)) expectInserted(text, after);
          expectSameFrame(text, after);
          expect(textOf(editor.put(after, ['servers', 'loom!'], server))).toBe(after);
        }),
      );
    });

    test('takes a new entry of a list of named ones as one run of text', () => {
      fc.assert(
        fc.property(texts, entry, ({ text, content }, server) => {
          const list = (content.list ?? []) as Json[];
          const path = ['list', { named: 'loom!' }];
          const after = textOf(editor.put(text, path, { name: 'loom!', ...server }));
          const wanted = { ...content, list: [...list, { name: 'loom!', ...server }] };
          expect(contentOf(after)).toEqual(wanted);
          expectSameFrame(text, after);
          expect(commentsOf(after)).toEqual(commentsOf(text));
          expect(editor.sourceOf(after, [...path, 'name'])).toMatch(/^["']?loom!["']?$/);
        }),
      );
    });

    test('is as it was once the entry is taken out again', () => {
      fc.assert(
        fc.property(texts, entry, ({ text, content }, server) => {
          const servers = (content.servers ?? {}) as JsonObject;
          fc.pre(Object.keys(servers).length > 0);
          const after = textOf(editor.put(text, ['servers', 'loom!'], server));
          expect(textOf(editor.remove(after, ['servers', 'loom!']))).toBe(text);
        }),
      );
    });

    test('gets another value anywhere, and keeps every comment outside of it', () => {
      fc.assert(
        fc.property(texts, fc.nat(), value, ({ text, content }, number, wanted) => {
          const path = pathIn(content, number);
          fc.pre(path !== undefined);
          const old = at(content, path);
          const edited = editor.put(text, path, wanted);
          // An element of a list may have a place in the text where it cannot be anything else.
          if (!edited.ok && isInList(path)) return;
          const after = textOf(edited);
          expect(contentOf(after)).toEqual(changed(content, path, wanted));
          // What is alone in a text is replaced by a text of its own.
          if (Object.keys(content).length > 1) expectSameFrame(text, after);
          if (typeof old !== 'object') expect(commentsOf(after)).toEqual(commentsOf(text));
          expect(contentOf(textOf(editor.put(after, path, old)))).toEqual(content);
        }),
      );
    });

    test('loses a value anywhere, and keeps every other line', () => {
      fc.assert(
        fc.property(texts, fc.nat(), ({ text, content }, number) => {
          const path = pathIn(content, number);
          fc.pre(path !== undefined);
          const edited = editor.remove(text, path);
          const after = textOf(edited);
          const wanted = changed(content, path, undefined);
          const left = contentOf(after);
          expect(isDeepStrictEqual(left, wanted) || isPruned(left, wanted, path)).toBe(true);
          expectSameFrame(text, after);
          expectRemoved(text, after);
        }),
      );
    });

    test('takes a further value at the end of a list', () => {
      fc.assert(
        fc.property(texts, fc.nat(), entry, ({ text, content }, number, server) => {
          const lists = pathsIn(content).filter((path) => Array.isArray(at(content, path)));
          const path = lists[number % Math.max(lists.length, 1)];
          fc.pre(path !== undefined);
          const edited = editor.append(text, path, server);
          if (!edited.ok && isInList(path)) return;
          const after = textOf(edited);
          const list = at(content, path) as Json[];
          expect(contentOf(after)).toEqual(changed(content, path, [...list, server]));
          expect(commentsOf(after)).toEqual(commentsOf(text));
          expectSameFrame(text, after);
        }),
      );
    });

    test('is never edited where it is cut off in a way that cannot be read', () => {
      fc.assert(
        fc.property(texts, fc.nat(), entry, ({ text }, number, server) => {
          const cut = text.slice(0, number % (text.length + 1));
          const reading = editor.read(cut);
          const edited = editor.put(cut, ['servers', 'loom!'], server);
          if (!reading.ok) expect(edited.ok).toBe(false);
          if (!edited.ok) return;
          const before = (reading.ok ? (reading.content ?? {}) : {}) as JsonObject;
          const servers = (before.servers ?? {}) as JsonObject;
          const wanted = { ...before, servers: { ...servers, 'loom!': server } };
          expect(contentOf(edited.text)).toEqual(wanted);
        }),
      );
    });
  });
}

function textOf(edited: Edited): string {
  if (!edited.ok) throw new Error(`refused: ${edited.reason}`);
  return edited.text;
}

/** The old text is the new one without one run. */
function expectInserted(before: string, after: string): void {
  let head = 0;
  while (head < before.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < before.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  expect(before.slice(head, before.length - tail)).toMatch(/^ *$/);
}

/** All lines but one were there before: that one lost a part, or got the braces of what is empty. */
function expectRemoved(before: string, after: string): void {
  const lines = before.split(/\r?\n/);
  const others = after.split(/\r?\n/).filter((line) => {
    const index = lines.indexOf(line);
    if (index >= 0) lines.splice(index, 1);
    return index < 0;
  });
  expect(others.length).toBeLessThan(2);
}

/** Byte order mark, line ends and final newline. */
function expectSameFrame(before: string, after: string): void {
  expect(after.startsWith('\uFEFF')).toBe(before.startsWith('\uFEFF'));
  if (before.includes('\r\n')) expect(after).not.toMatch(/(?<!\r)\n/);
  else expect(after).not.toContain('\r');
  if (isBlank(before) || isBlank(after)) return;
  expect(after.endsWith('\n')).toBe(before.endsWith('\n'));
}

function isBlank(text: string): boolean {
  return text.replace('\uFEFF', '').trim() === '';
}

function pathsIn(content: Json, path: KeyPath = []): KeyPath[] {
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(content).flatMap(([key, member]) => {
    const part: PathPart = Array.isArray(content) ? Number(key) : key;
    const here = [...path, part];
    return [here, ...pathsIn(member, here)];
  });
}

function pathIn(content: Json, number: number): KeyPath | undefined {
  const paths = pathsIn(content);
  return paths[number % Math.max(paths.length, 1)];
}

function isInList(path: KeyPath): boolean {
  return path.some((part) => typeof part === 'number');
}

function at(content: Json, path: KeyPath): Json {
  return path.reduce<Json>(
    (value, part) => (value as Record<string, Json>)[String(part)] ?? null,
    content,
  );
}

/** Undefined takes the value out. */
function changed(content: Json, path: KeyPath, wanted: Json | undefined): Json {
  const copy = structuredClone(content) as Json;
  const holder = at(copy, path.slice(0, -1)) as Record<string, Json>;
  const key = String(path.at(-1));
  if (wanted !== undefined) Object.defineProperty(holder, key, { value: wanted, enumerable: true });
  else if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
  return copy;
}

/** As it should be, but for what held the value, which is empty and gone. */
function isPruned(left: unknown, wanted: Json, path: KeyPath): boolean {
  let content = wanted;
  for (let length = path.length - 1; length > 0; length -= 1) {
    const holder = path.slice(0, length);
    const value = at(content, holder);
    if (typeof value !== 'object' || value === null || Object.keys(value).length > 0) return false;
    content = changed(content, holder, undefined);
    if (isDeepStrictEqual(left, content)) return true;
  }
  return false;
}
