import { expect, test } from 'vitest';
import { partsOf } from './parts-of.ts';

const parts = (value: unknown) => partsOf(JSON.stringify(value));

test('shows texts as texts, and JSON in them as trees', () => {
  const content = [
    { type: 'text', text: '**hello**' },
    { type: 'text', text: '{"a":[1]}' },
    { type: 'text', text: '{not json' },
  ];
  expect(parts({ content, isError: true })).toEqual([
    { kind: 'text', text: '**hello**' },
    { kind: 'tree', value: { a: [1] } },
    { kind: 'text', text: '{not json' },
  ]);
});

test('keeps everything that a result has', () => {
  const result = { content: [], structuredContent: { n: 1 }, _meta: { took: 2 } };
  expect(parts(result)).toEqual([
    { kind: 'tree', value: { n: 1 }, isStructured: true },
    { kind: 'tree', value: { _meta: { took: 2 } } },
  ]);
});

test('says of pictures and files what they are', () => {
  const content = [
    { type: 'image', data: 'AAAA', mimeType: 'image/png' },
    { type: 'resource', resource: { uri: 'file:///a', text: 'a' } },
    { type: 'resource_link', uri: 'file:///b', name: 'b' },
  ];
  expect(parts({ content })).toEqual([
    { kind: 'media', type: 'image', mimeType: 'image/png', bytes: 3 },
    { kind: 'text', text: 'a', about: 'file:///a' },
    { kind: 'tree', value: content[2] },
  ]);
});

test('reads resources, prompts, arguments and errors', () => {
  expect(parts({ contents: [{ uri: 'a:b', blob: 'AAAA', mimeType: 'x/y' }] })).toEqual([
    { kind: 'media', type: 'a:b', mimeType: 'x/y', bytes: 3 },
  ]);
  expect(parts({ messages: [{ role: 'user', content: { type: 'text', text: 'hi' } }] })).toEqual([
    { kind: 'text', text: 'hi', about: 'user' },
  ]);
  expect(parts({ path: '/tmp' })).toEqual([{ kind: 'tree', value: { path: '/tmp' } }]);
  expect(parts(null)).toEqual([{ kind: 'tree', value: null }]);
});

test('leaves what is no JSON to be shown as it is', () => {
  expect(partsOf('{"content":[{"type":"te')).toBeUndefined();
});
