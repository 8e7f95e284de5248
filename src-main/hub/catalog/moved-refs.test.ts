import { expect, test } from 'vitest';
import { splice } from '../../../src-shared/wire/splice.ts';
import { movedRefs } from './moved-refs.ts';

function moved(schema: string): string | undefined {
  const bytes = Buffer.from(` ${schema} `);
  const edits = movedRefs(bytes, { start: 1, end: bytes.length - 1 }, '/p');
  return edits && Buffer.concat(splice(bytes, edits)).toString().trim();
}

test.each([
  ['{"$ref":"#"}', '{"$ref":"#/p"}'],
  ['{"$ref" : "#/$defs/a~1\\u00e9" }', '{"$ref" : "#/p/$defs/a~1é" }'],
  ['{"\\u0024ref":"#"}', '{"\\u0024ref":"#/p"}'],
  ['{"$dynamicRef":"#/a"}', '{"$dynamicRef":"#/p/a"}'],
  ['{"anyOf":[{"$ref":"#"},[{"$ref":"#"}]]}', '{"anyOf":[{"$ref":"#/p"},[{"$ref":"#/p"}]]}'],
  ['{"x-unknown":{"a":{"$ref":"#"}}}', '{"x-unknown":{"a":{"$ref":"#/p"}}}'],
  // Names that somebody chose mean nothing, what they name does.
  ['{"properties":{"default":{"$ref":"#"}}}', '{"properties":{"default":{"$ref":"#/p"}}}'],
  ['{"properties":{"$ref":{"$ref":"#"}}}', '{"properties":{"$ref":{"$ref":"#/p"}}}'],
  ['{"$defs":{"$id":{"$ref":"#"}}}', '{"$defs":{"$id":{"$ref":"#/p"}}}'],
  [
    '{"dependencies":{"a":["$ref"],"b":{"$ref":"#"}}}',
    '{"dependencies":{"a":["$ref"],"b":{"$ref":"#/p"}}}',
  ],
  ['{"items":{"$id":"#a","$ref":"#"}}', '{"items":{"$id":"#a","$ref":"#/p"}}'],
])('what refers to the schema itself is moved with it: %s', (before, after) => {
  expect(moved(before)).toBe(after);
});

test.each([
  '{"type":"array","n":1e400}',
  '{"$ref":"#anchor"}',
  '{"$ref":"https://x/y#/a"}',
  '{"$ref":"other.json"}',
  '{"$ref":{"$ref":1}}',
  '{"const":{"$ref":"#"},"enum":[{"$ref":"#"}],"default":{"$ref":"#"},"examples":[{"$ref":"#"}]}',
  '{"$ref":"#","$id":"https://x/y"}',
  '{"items":{"$id":"a","items":{"$ref":"#"}}}',
  '{"properties":{"$recursiveRef":{}},"a":"$recursiveRef"}',
])('everything else stays: %s', (schema) => {
  expect(moved(schema)).toBe(schema);
});

test('depth costs nothing', () => {
  const nested = (inner: string) => `${'{"not":['.repeat(450)}${inner}${']}'.repeat(450)}`;
  expect(moved(nested('{"$ref":"#"}'))).toBe(nested('{"$ref":"#/p"}'));
});

test('a recursion stays within a part with a base of its own', () => {
  const own = '{"$id":"https://x/y","items":{"$recursiveRef":"#"}}';
  expect(moved(`{"items":${own},"not":{"$ref":"#"}}`)).toBe(
    `{"items":${own},"not":{"$ref":"#/p"}}`,
  );
});

test.each([
  '{"$recursiveRef":"#"}',
  '{"not":{"$recursiveRef":"#","$ref":"#"}}',
  '{"$id":"a","$id":"b","$ref":"#"}',
])('gives up where it cannot be told: %s', (schema) => {
  expect(moved(schema)).toBeUndefined();
});
