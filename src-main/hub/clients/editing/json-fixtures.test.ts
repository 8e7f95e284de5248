import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { KeyPath } from '../client.ts';
import { clientFixtures } from '../testing/client-fixtures.ts';
import { valueAt, withValue } from './content-edits.ts';
import type { Editor } from './editor.ts';
import { jsoncEditor, jsonEditor } from './json.ts';

const folder = fileURLToPath(new URL('../testing/fixtures/', import.meta.url));
const textOf = (path: string) => readFileSync(folder + path, 'utf8');
const editors: Partial<Record<string, Editor>> = { json: jsonEditor, jsonc: jsoncEditor };

const files = clientFixtures().flatMap(({ client, file, format, write }) => {
  const editor = editors[format];
  return editor ? [{ name: `${client}/${file}`, editor, write }] : [];
});

const edgeCases = z
  .object({
    files: z.array(
      z.object({
        file: z.string(),
        rootPath: z.array(z.string()),
        read: z.object({ result: z.enum(['ok', 'empty', 'invalid']) }),
        write: z.object({ action: z.enum(['create', 'insert', 'replace', 'refuse']) }),
      }),
    ),
  })
  .parse(JSON.parse(textOf('edge-cases/expected.json')))
  .files.filter(({ file }) => /\.jsonc?$/.test(file))
  .map((one) => ({
    ...one,
    name: `edge-cases/${one.file}`,
    editor: one.file.endsWith('c') ? jsoncEditor : jsonEditor,
  }));

const entry = { type: 'stdio', command: '/opt/loom bin/loom', args: ['proxy', '--client', 'x'] };

describe.each(files)('$name', ({ name, editor, write }) => {
  test('is read', () => {
    expect(editor.read(textOf(name))).toMatchObject({ ok: true, content: expect.any(Object) });
  });

  test.runIf(write)('keeps all but the bytes of a new entry', () => {
    for (const value of [write?.stdio, write?.http, entry]) {
      if (write && value) checkInsert(editor, textOf(name), write.path, value);
    }
  });
});

describe.each(edgeCases)('$name', ({ name, editor, read, rootPath, write }) => {
  const path = [...rootPath, 'loom'];

  test(`is ${read.result} to read, and to write: ${write.action}`, () => {
    const text = textOf(name);
    const reading = editor.read(text);
    const edited = editor.put(text, path, entry);
    // A root of another kind is read; what is invalid about it is said by who looks for servers.
    expect(reading.ok).toBe(read.result !== 'invalid' || text.startsWith('['));
    expect(edited.ok).toBe(write.action !== 'refuse');
    if (read.result === 'empty') expect(reading).toMatchObject({ content: undefined });
    if (write.action === 'insert') checkInsert(editor, text, path, entry);
  });
});

test('refusals say where', () => {
  const refused = edgeCases.filter(({ write }) => write.action === 'refuse');
  const places = refused.map(({ name, editor, rootPath }) => {
    const edited = editor.put(textOf(name), [...rootPath, 'loom'], entry);
    return edited.ok ? undefined : [edited.line, edited.column];
  });
  expect(places).toEqual([
    [5, 1],
    [3, 3],
    [1, 1],
  ]);
});

test('a setting of an entry that is there changes alone', () => {
  const text = textOf('edge-cases/17-already-has-loom.json');
  expect(jsonEditor.put(text, ['mcpServers', 'loom', 'command'], '/new/loom')).toEqual({
    ok: true,
    text: text.replace('/old/place/loom', '/new/loom'),
  });
});

/** The invariants 2 to 5 of the fixtures' README; undo is not the editor's. */
function checkInsert(editor: Editor, text: string, path: KeyPath, value: object): void {
  const json = JSON.parse(JSON.stringify(value));
  const edited = editor.put(text, path, json);
  if (!edited.ok) throw new Error(edited.reason);
  const [old, fresh] = [editor.read(text), editor.read(edited.text)];
  if (!old.ok || !fresh.ok) throw new Error('cannot be read');
  expect(fresh.content).toEqual(withValue(old.content, path, json));
  expect(editor.put(edited.text, path, json)).toEqual(edited);
  const holder = valueAt(old.content, path.slice(0, -1));
  if (holder && Object.keys(holder).length > 0) {
    expect(runsOf(text, edited.text)).toBe(true);
    const taken = editor.remove(edited.text, path);
    if (fresh.oddities.length === old.oddities.length) expect(taken).toEqual({ ok: true, text });
  }
  const ends = (one: string) => [...new Set(one.match(/\r\n|\r|\n/g))].sort();
  if (ends(text).length > 0) expect(ends(edited.text)).toEqual(ends(text));
  expect(edited.text.at(-1)).toBe(text.at(-1));
  expect(edited.text.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'));
}

/** Whether one run was put into the old text, and one comma somewhere before it. */
function runsOf(old: string, fresh: string): boolean {
  let start = 0;
  while (old[start] === fresh[start]) start += 1;
  const rest = old.slice(start);
  const added = fresh.slice(start);
  if (added.endsWith(rest)) return true;
  if (added[0] !== ',') return false;
  let further = 0;
  while (rest[further] === added[further + 1]) further += 1;
  return added.slice(further + 1).endsWith(rest.slice(further));
}
