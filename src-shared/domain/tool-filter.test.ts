import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matches, passes } from './tool-filter.ts';

test('a pattern without a star matches itself alone', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      fc.pre(!one.includes('*'));
      expect(matches(one, one)).toBe(true);
      expect(matches(one, other)).toBe(one === other);
    }),
  );
});

test('a star stands for any run of characters, none and line breaks included', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (head, run, tail) => {
      fc.pre(!`${head}${tail}`.includes('*'));
      expect(matches(`${head}*${tail}`, head + run + tail)).toBe(true);
    }),
  );
  expect(matches('get_*', 'get')).toBe(false);
});

test('denied wins over allowed, and nothing listed as allowed allows all', () => {
  expect(passes(undefined, 'x')).toBe(true);
  expect(passes({}, 'x')).toBe(true);
  expect(passes({ allow: [] }, 'x')).toBe(false);
  expect(passes({ allow: ['x*'] }, 'xy')).toBe(true);
  expect(passes({ allow: ['x*'], deny: ['*y'] }, 'xy')).toBe(false);
  expect(passes({ deny: ['a'] }, 'b')).toBe(true);
});
