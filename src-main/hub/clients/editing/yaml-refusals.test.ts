import { describe, expect, test } from 'vitest';
import type { Json, KeyPath } from '../client.ts';
import type { Edited } from './editor.ts';
import { yamlEditor } from './yaml.ts';

const loom = ['extensions', 'loom'];
const entry = { cmd: '/opt/loom', args: ['proxy'] };
const block = '  loom:\n    cmd: /opt/loom\n    args: [proxy]\n';

const textOf = (edited: Edited) => (edited.ok ? edited.text : `refused: ${edited.reason}`);
const put = (text: string, path: KeyPath, value: Json) => textOf(yamlEditor.put(text, path, value));
const remove = (text: string, path: KeyPath) => textOf(yamlEditor.remove(text, path));

describe('anchors', () => {
  const shared = 'base: &b\n  a: 1\nextensions: *b\n';

  test('are kept, and so are their aliases', () => {
    const text = 't: &t 300\nextensions:\n  a: { timeout: *t }\n';
    expect(put(text, loom, entry)).toBe(text + block);
    expect(put(text, ['extensions', 'a', 'timeout'], 5)).toBe(text.replace('*t', '5'));
  });

  test('are no way to change several places at once', () => {
    expect(put(shared, loom, entry)).toContain('alias');
    expect(put(shared, ['base', 'b'], 2)).toContain('other parts');
    expect(put(shared, ['base', 'a'], 2)).toContain('other parts');
    expect(remove(shared, ['base', 'a'])).toContain('other parts');
    expect(remove(shared, ['base'])).toContain('other parts');
  });

  test('are followed when reading, with merge keys', () => {
    expect(yamlEditor.read('a: &a {x: 1}\nb: {<<: *a, y: 2}\n')).toMatchObject({
      content: { b: { x: 1, y: 2 } },
    });
    expect(put('a: &a {x: {z: 1}}\nb: {<<: *a, y: 2}\n', ['b', 'x', 'w'], 1)).toContain('other');
  });
});

describe('a text that cannot be read', () => {
  test.each([
    ['a: [1\nb: 2\n', 2],
    ['a: b: c\n', 1],
    ['\uFEFFa: *nope\n', 1],
    ['a: 1\n---\nb: 2\n', 2],
    ['a:\n\t- b\n', 2],
  ])('is refused with its place: %j', (text, line) => {
    expect(yamlEditor.read(text)).toMatchObject({ ok: false, line });
    expect(yamlEditor.put(text, loom, entry)).toMatchObject({ ok: false, line });
    expect(yamlEditor.remove(text, loom)).toMatchObject({ ok: false, line });
  });

  test.each([
    'a: "EXAMPLEsecret',
    'a: *EXAMPLEsecret',
    '%EXAMPLEsecret\n---\n',
    'a: "\\qEXAMPLE"',
    'a: !<EXAMPLE b\n',
    'a: EXAMPLE: b',
  ])('is never quoted: %j', (text) => {
    expect(JSON.stringify(yamlEditor.read(text))).not.toMatch(/reason.*EXAMPLE/);
  });
});

test('a key that stands twice is read as its last, and never edited', () => {
  const text = 'extensions:\n  a: 1\nextensions:\n  b: 1\n';
  expect(yamlEditor.read(text)).toMatchObject({
    content: { extensions: { b: 1 } },
    oddities: [{ kind: 'duplicate-key', line: 3, column: 1, key: 'extensions' }],
  });
  expect(put(text, loom, entry)).toContain('twice');
  expect(put(text, ['z'], 1)).toBe(`${text}z: 1\n`);
});

test('something else than a map on the way is refused', () => {
  expect(put('extensions: text\n', loom, entry)).toContain('no object');
  expect(put('- a\n', loom, entry)).toContain('no object');
  expect(put('extensions: []\n', loom, entry)).toContain('no object');
});
