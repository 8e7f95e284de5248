import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Json, KeyPath } from '../client.ts';
import { clientFixtures } from '../testing/client-fixtures.ts';
import { valueAt, withoutValue, withValue } from './content-edits.ts';
import type { Edited, Editor } from './editor.ts';
import { tomlEditor } from './toml.ts';
import { yamlEditor } from './yaml.ts';

const folder = fileURLToPath(new URL('../testing/fixtures/', import.meta.url));
const textOf = (path: string) => readFileSync(folder + path, 'utf8');
const editors: Partial<Record<string, Editor>> = { toml: tomlEditor, yaml: yamlEditor };
const entry = { command: 'C:\\Users\\a b\\loom.exe', args: ['proxy', 'on'], env: { A: '0123' } };

const files = clientFixtures().flatMap(({ client, file, format, write }) => {
  const editor = editors[format];
  return editor
    ? [{ name: `${client}/${file}`, editor, write, paths: serverPaths(client, file) }]
    : [];
});

const edgeCases: { name: string; editor: Editor; path: KeyPath; added: string }[] = [
  {
    name: 'edge-cases/21-codex-dotted-and-inline.toml',
    editor: tomlEditor,
    path: ['mcp_servers', 'loom'],
    added: '\r\n[mcp_servers.loom]\r\ncommand = "x"\r\n',
  },
  {
    name: 'edge-cases/22-codex-inline-parent.toml',
    editor: tomlEditor,
    path: ['mcp_servers', 'loom'],
    added: ', loom = { command = "x" }',
  },
  {
    name: 'edge-cases/23-yaml-anchors.yaml',
    editor: yamlEditor,
    path: ['extensions', 'loom'],
    added: '  loom:\n    command: x\n',
  },
  {
    name: 'edge-cases/24-yaml-no-extensions.yaml',
    editor: yamlEditor,
    path: ['extensions', 'loom'],
    added: 'extensions:\n  loom:\n    command: x\n',
  },
];

describe.each(files)('$name', ({ name, editor, paths, write }) => {
  const text = textOf(name);

  test('has every server where it is expected', () => {
    const content = contentOf(editor, text);
    for (const path of paths) expect(valueAt(content, path)).toBeTypeOf('object');
  });

  test.runIf(write)('keeps all but the bytes of a new entry', () => {
    for (const value of [write?.stdio, write?.http, entry]) {
      const path =
        write?.path.map((part) => (part === '-' ? { named: nameOf(value) } : part)) ?? [];
      if (value) checkInsert(editor, text, path, value as Json);
    }
  });

  test('loses nothing but the lines of a server that is taken out', () => {
    for (const path of paths) {
      const { read, text: left } = checked(editor, editor.remove(text, path));
      const wanted = withoutValue(contentOf(editor, text), path);
      // In TOML, the table of an only server is gone with it.
      expect([wanted, withoutValue(wanted, path.slice(0, -1))]).toContainEqual(read ?? {});
      const lines = text.split('\n');
      // What held an only server becomes `[]` or `{}`.
      const changed = left.split('\n').filter((line) => !lines.includes(line));
      expect(changed.length).toBeLessThan(2);
    }
  });

  test('changes a value of a server, and changes it back', () => {
    for (const path of paths) {
      const server = valueAt(contentOf(editor, text), path);
      for (const [key, value] of Object.entries(server as Record<string, Json>)) {
        const changed = checked(editor, editor.put(text, [...path, key], 'something else'));
        const back = checked(editor, editor.put(changed.text, [...path, key], value));
        expect(back.read).toEqual(contentOf(editor, text));
        if (typeof value === 'string')
          expect(changed.text.split('\n')).toHaveLength(text.split('\n').length);
      }
    }
  });
});

describe.each(edgeCases)('$name', ({ name, editor, path, added }) => {
  const text = textOf(name);

  test('gets the entry in one run', () => {
    const edited = checkInsert(editor, text, path, { command: 'x' });
    expect(edited.split(added).join('')).toBe(text);
    checkInsert(editor, text, path, entry);
  });
});

/** The invariants 2 to 5 of the fixtures' README; undo is not the editor's. */
function checkInsert(editor: Editor, text: string, path: KeyPath, value: Json): string {
  const old = contentOf(editor, text);
  const { text: fresh, read } = checked(editor, editor.put(text, path, value));
  expect(read).toEqual(withValue(old, path, value));
  expect(editor.put(fresh, path, value)).toEqual({ ok: true, text: fresh });
  expect(isOneRunMore(text, fresh)).toBe(true);
  const holder = valueAt(old, path.slice(0, -1));
  if (holder) expect(editor.remove(fresh, path)).toEqual({ ok: true, text });
  const ends = (one: string) => [...new Set(one.match(/\r\n|\r|\n/g))];
  expect(ends(fresh)).toEqual(ends(text));
  expect(fresh.endsWith('\n')).toBe(text.endsWith('\n'));
  return fresh;
}

function checked(editor: Editor, edited: Edited): { text: string; read: unknown } {
  if (!edited.ok) throw new Error(edited.reason);
  return { text: edited.text, read: contentOf(editor, edited.text) };
}

function contentOf(editor: Editor, text: string): unknown {
  const reading = editor.read(text);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.content;
}

function isOneRunMore(old: string, fresh: string): boolean {
  let start = 0;
  while (start < old.length && old[start] === fresh[start]) start += 1;
  return fresh.slice(start).endsWith(old.slice(start));
}

function nameOf(value: unknown): string {
  return String((value as { name?: unknown }).name ?? 'loom');
}

function serverPaths(client: string, file: string): KeyPath[] {
  const part = z.union([z.string(), z.number()]);
  const servers = z.array(z.object({ path: z.array(part) }));
  const schema = z.object({ files: z.array(z.object({ file: z.string(), servers })) });
  const { files: expected } = schema.parse(JSON.parse(textOf(`${client}/expected.json`)));
  return expected
    .filter((one) => one.file === file)
    .flatMap((one) => one.servers.map(({ path }) => path));
}
