import { expect, test } from 'vitest';
import { fillEntry, type SlotValue, slotNames } from './fill-entry.ts';

const fill = (entry: Record<string, unknown>, values: Record<string, SlotValue> = {}) =>
  fillEntry(entry, new Map(Object.entries(values)));

test('a slot becomes its value, alone and within a text', () => {
  const entry = { url: '{{site}}/mcp', headers: { Authorization: 'Bearer {{token}}' } };
  expect(fill(entry, { site: 'https://a.b', token: '${secret:T}' })).toEqual({
    url: 'https://a.b/mcp',
    headers: { Authorization: 'Bearer ${secret:T}' },
  });
});

test('a list alone becomes as many arguments, within a text one', () => {
  const values = { folders: ['/a', '/b c'] };
  expect(fill({ args: ['-y', '{{folders}}'] }, values)).toEqual({ args: ['-y', '/a', '/b c'] });
  expect(fill({ args: ['--only={{folders}}'] }, values)).toEqual({ args: ['--only=/a,/b c'] });
});

test('what is left empty is left out with its option or its key', () => {
  const entry = { args: ['x', '--host={{host}}', '{{host}}'], env: { A: '1', B: '{{host}}' } };
  expect(fill(entry)).toEqual({ args: ['x'], env: { A: '1' } });
  expect(fill({ command: 'x', env: { B: '{{host}}' } })).toEqual({ command: 'x' });
});

test('a switch is a text that is there or not', () => {
  const entry = { args: ['{{quiet?--quiet}}', 'mode{{quiet?-q}}'], env: { Q: '{{quiet?1}}' } };
  expect(fill(entry, { quiet: true })).toEqual({ args: ['--quiet', 'mode-q'], env: { Q: '1' } });
  expect(fill(entry, { quiet: false })).toEqual({ args: ['mode'] });
});

test('values are never read as slots or as anything else', () => {
  expect(fill({ args: ['{{a}}'] }, { a: '{{b}} $& $1', b: 'x' })).toEqual({
    args: ['{{b}} $& $1'],
  });
});

test('what is no text stays, empty texts included', () => {
  const entry = { enabled: true, max_concurrent: 3, args: [], env: {}, title: '' };
  expect(fill(entry)).toEqual(entry);
});

test('slots are found wherever they stand', () => {
  expect(slotNames({ args: ['{{a}}', '--b={{b}}'], env: { C: '{{c?1}}' }, cwd: '{{a}}' })).toEqual([
    'a',
    'b',
    'c',
  ]);
});
