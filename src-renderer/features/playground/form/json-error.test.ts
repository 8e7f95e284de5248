import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJsonError } from './json-error.ts';

test.each([
  ['{"a": abc}', { reason: 'symbol', line: 1, column: 7 }],
  ['{\n  "a": 1,\n}', { line: 3, column: 1 }],
  ['{"a" 1}', { reason: 'colon', line: 1, column: 6 }],
  ['{"a": 1 "b": 2}', { reason: 'comma', line: 1, column: 9 }],
  ['{"a": }', { reason: 'value', line: 1, column: 7 }],
  ['[1, 2', { reason: 'bracket' }],
  ['{"a": "x', { reason: 'string', line: 1 }],
  ['{} {}', { reason: 'end', line: 1, column: 4 }],
  ['', { reason: 'value', line: 1, column: 1 }],
])('in %j', (text, expected) => {
  expect(findJsonError(text)).toMatchObject(expected);
});

test('a place is always inside of the text or at its end', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (text, at) => {
      const broken = `${text.slice(0, at % (text.length + 1))}\u0000`;
      const { offset } = findJsonError(broken);
      expect(offset).toBeGreaterThanOrEqual(0);
      expect(offset).toBeLessThanOrEqual(broken.length);
    }),
  );
});
