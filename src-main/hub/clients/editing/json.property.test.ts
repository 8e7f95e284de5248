import { evaluate, parse } from '@humanwhocodes/momoa';
import fc from 'fast-check';
import { getNodeValue, parseTree } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import type { Json } from '../client.ts';
import { valueAt, withAppended, withoutValue, withValue } from './content-edits.ts';
import type { Edited, Editor } from './editor.ts';
import { jsoncEditor, jsonEditor } from './json.ts';
import { json5Editor } from './json5.ts';
import { aimed, type JsonText, jsonTexts, jsonValue } from './testing/json-text.ts';

const all = { comments: true, trailingCommas: true, json5: false };
const none = { comments: false, trailingCommas: false, json5: false };

const languages: [string, { editor: Editor; texts: fc.Arbitrary<JsonText>; oracle: Oracle }][] = [
  ['plain JSON', { editor: jsonEditor, texts: jsonTexts(none), oracle: JSON.parse }],
  ['JSON with what does not belong', { editor: jsonEditor, texts: jsonTexts(all), oracle: jsonc }],
  ['JSON with comments', { editor: jsoncEditor, texts: jsonTexts(all), oracle: jsonc }],
  ['JSON5', { editor: json5Editor, texts: jsonTexts({ ...all, json5: true }), oracle: json5 }],
];

const entry: fc.Arbitrary<Json> = fc.oneof(
  fc.constant({ command: '/opt/loom', args: ['proxy', '--client', 'x'], env: {} }),
  jsonValue,
);

/** A member of a list that is found by its name, which is just what is taken out. */
const nameless = {
  text: '{"list": [{"name": "loom"}]}',
  content: { list: [{ name: 'loom' }] },
  at: ['list', { named: 'loom' }, 'name'],
};

describe.each(languages)('%s', (_, { editor, texts, oracle }) => {
  const parsed = (text: string): unknown => oracle(text.replace(/^\uFEFF/, ''));

  test('is read as another parser reads it', () => {
    fc.assert(
      fc.property(texts, ({ text, content }) => {
        const read = editor.read(text);
        expect(read).toMatchObject({ ok: true });
        expect(same(read.ok && read.content)).toBe(same(content));
        expect(same(parsed(text))).toBe(same(content));
      }),
    );
  });

  test('gets just that value put in, and is the same after the second time', () => {
    fc.assert(
      fc.property(aimed(texts), entry, ({ text, content, at }, value) => {
        const wanted = withValue(content, at, value);
        const edited = editor.put(text, at, value);
        expect(edited.ok).toBe(wanted !== undefined);
        if (!edited.ok) return;
        expect(same(parsed(edited.text))).toBe(same(wanted));
        expect(editor.put(edited.text, at, value)).toEqual(edited);
      }),
      { numRuns: 400 },
    );
  });

  test('keeps every byte but those of the new entry and the comma before it', () => {
    fc.assert(
      fc.property(aimed(texts), entry, ({ text, content, at }, value) => {
        const edited = editor.put(text, at, value);
        if (!edited.ok || edited.text === text) return;
        const isNew = valueAt(content, at) === undefined;
        if (isNew) expect(comments(edited.text)).toEqual(comments(text));
        if (editor === jsonEditor) expect(isPlain(edited.text) || !isPlain(text)).toBe(true);
        const { gone, added } = change(text, edited.text);
        const holder = valueAt(content, at.slice(0, -1));
        if (isNew && isFilled(holder)) {
          expect(gone === '' || added.startsWith(`,${gone}`)).toBe(true);
        }
        const ends = lineEnds(text);
        expect(ends.length > 0 ? ends : ['\n']).toEqual(
          expect.arrayContaining(lineEnds(edited.text)),
        );
        expect(edited.text.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'));
        expect(/[\r\n]$/.test(edited.text)).toBe(/[\r\n]$/.test(text));
      }),
      { numRuns: 400 },
    );
  });

  test('is byte for byte the same after a new entry is taken out again', () => {
    fc.assert(
      fc.property(aimed(texts), entry, ({ text, content, at }, value) => {
        if (!isFilled(valueAt(content, at.slice(0, -1)))) return;
        if (valueAt(content, at) !== undefined) return;
        if (editor === jsonEditor && !isPlain(text)) return;
        const edited = editor.put(text, at, value);
        if (edited.ok) expect(editor.remove(edited.text, at)).toEqual({ ok: true, text });
      }),
      { numRuns: 400 },
    );
  });

  test('loses just that value, and no comment that stands elsewhere', () => {
    fc.assert(
      fc.property(aimed(texts), ({ text, content, at }) => {
        const edited = editor.remove(text, at);
        expect(edited.ok).toBe(true);
        if (!edited.ok) return;
        expect(same(parsed(edited.text))).toBe(same(withoutValue(content, at)));
        if (valueAt(content, at) === undefined) expect(edited.text).toBe(text);
        if (isPlain(text)) expect(isPlain(edited.text)).toBe(true);
        expect(isSubsequence(comments(edited.text), comments(text))).toBe(true);
      }),
      { numRuns: 400, examples: [[nameless]] },
    );
  });

  test('gets just that value at the end of a list', () => {
    const list = fc.array(jsonValue, { maxLength: 3 });
    fc.assert(
      fc.property(aimed(texts), list, entry, ({ text, at }, before, value) => {
        const prepared = editor.put(text, at, before);
        const edited = prepared.ok && editor.append(prepared.text, at, value);
        if (!prepared.ok || !edited || typeof at.at(-1) === 'object') return;
        expect(edited).toMatchObject({ ok: true });
        const wanted = withAppended(parsed(prepared.text), at, value);
        if (edited.ok) expect(same(parsed(edited.text))).toBe(same(wanted));
      }),
    );
  });

  test('shows the source of a value', () => {
    fc.assert(
      fc.property(aimed(texts), ({ text, content, at }) => {
        const source = editor.sourceOf(text, at);
        const value = valueAt(content, at);
        expect(source === undefined).toBe(value === undefined);
        if (source === undefined) return;
        expect(text).toContain(source);
        expect(same(parsed(source))).toBe(same(value));
      }),
    );
  });

  test('is refused with its place and never edited when it is damaged', () => {
    fc.assert(
      fc.property(aimed(texts), fc.nat(), fc.nat(3), ({ text, at }, where, length) => {
        const from = where % (text.length + 1);
        const damaged = text.slice(0, from) + text.slice(from + length);
        const read = editor.read(damaged);
        if (read.ok) return;
        expect(read.reason).not.toBe('');
        const lines = damaged.split(/\r\n|\r|\n/);
        expect(lines[read.line - 1]?.length).toBeGreaterThanOrEqual(read.column - 2);
        const edits: Edited[] = [
          editor.put(damaged, at, 1),
          editor.remove(damaged, at),
          editor.append(damaged, at, 1),
        ];
        for (const edited of edits) expect(edited).toEqual(read);
        expect(editor.sourceOf(damaged, at)).toBeUndefined();
      }),
    );
  });
});

test('of keys that are there twice, reads the last and edits none', () => {
  const object = fc.letrec<{ text: string }>((tie) => ({
    text: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('1', 'null', '[]'),
      fc
        .array(fc.tuple(fc.constantFrom('a', 'b'), tie('text')), { maxLength: 3 })
        .map((members) => `{${members.map(([key, value]) => `"${key}":${value}`).join(',')}}`),
    ),
  })).text;
  const path = fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(object, path, (text, at) => {
      const content: unknown = JSON.parse(text);
      const source = jsonEditor.sourceOf(text, at);
      expect(same(source && JSON.parse(source))).toBe(same(valueAt(content, at)));
      const edited = jsonEditor.put(text, at, 'new');
      if (!edited.ok) return;
      expect(same(JSON.parse(edited.text))).toBe(same(withValue(content, at, 'new')));
      const keysOnTheWay = at.map((key, index) => {
        const holder = jsonEditor.sourceOf(edited.text, at.slice(0, index)) ?? '';
        return jsonEditor.put(holder, [key], null).ok;
      });
      expect(keysOnTheWay).not.toContain(false);
    }),
    { numRuns: 1000 },
  );
});

test('takes what JSON.parse takes, and says of all else what is wrong or odd', () => {
  const pieces = fc.array(
    fc.constantFrom(
      ...['{', '}', '[', ']', ':', ',', '"a"', '"b"', '1', '-', '0.', 'null', 'x', ' ', '\n', '\r'],
      ...[
        '// c\n',
        '/*',
        '*/',
        '\\',
        '"',
        '\u0001',
        '\uFEFF',
        "'",
        '\\u00',
        '1e5',
        'tru',
        '\u2028',
      ],
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join('');
      const read = jsonEditor.read(text);
      const isPlainlyOk =
        read.ok &&
        read.content !== undefined &&
        read.oddities.every(({ kind }) => kind === 'duplicate-key');
      expect(isPlainlyOk).toBe(isJson(text));
    }),
    { numRuns: 5000 },
  );
});

type Oracle = (text: string) => unknown;

function jsonc(text: string): unknown {
  const errors: object[] = [];
  const tree = parseTree(text, errors as [], { allowTrailingComma: true });
  expect(errors).toEqual([]);
  return tree && getNodeValue(tree);
}

function json5(text: string): unknown {
  return evaluate(parse(text, { mode: 'json5', allowTrailingCommas: true }));
}

/** The same for values that mean the same, keys in the same order. */
function same(value: unknown): string | undefined {
  return JSON.stringify(value);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isPlain(text: string): boolean {
  return isJson(text.replace(/^\uFEFF/, ''));
}

function isFilled(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/** What is different between two texts, as one run. */
function change(old: string, fresh: string): { gone: string; added: string } {
  let start = 0;
  while (start < old.length && old[start] === fresh[start]) start += 1;
  let end = 0;
  const most = Math.min(old.length, fresh.length) - start;
  while (end < most && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  return {
    gone: old.slice(start, old.length - end),
    added: fresh.slice(start, fresh.length - end),
  };
}

function comments(text: string): string[] {
  const quoted =
    /"(?:[^"\\\r\n]|\\(?:\r\n|[\s\S]))*"|'(?:[^'\\\r\n]|\\(?:\r\n|[\s\S]))*'|(\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)/g;
  return [...text.matchAll(quoted)].flatMap(([, comment]) => comment ?? []);
}

function lineEnds(text: string): string[] {
  return [...new Set(text.match(/\r\n|\r|\n/g))];
}

function isSubsequence(some: readonly string[], of: readonly string[]): boolean {
  let index = 0;
  for (const one of of) if (one === some[index]) index += 1;
  return index === some.length;
}
