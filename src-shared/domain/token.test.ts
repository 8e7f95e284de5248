import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTokenText, parseLifetime, TokenName, tokenText } from './token.ts';

describe('the text of a token', () => {
  test('is loom_, 43 characters for 32 bytes, and 6 for their CRC-32', () => {
    expect(tokenText(new Uint8Array(32))).toBe(`loom_${'0'.repeat(43)}2CZclj`);
    expect(tokenText(new Uint8Array(32).fill(255))).toMatch(/^loom_[0-9A-Za-z]{49}$/);
    const text = tokenText(randomBytes(32));
    expect(numberIn(text.slice(48))).toBe(BigInt(crc32(text.slice(5, 48))));
  });

  test('holds every bit of the random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (random) => {
        const text = tokenText(random);
        expect(isTokenText(text)).toBe(true);
        const hex = Buffer.from(random).toString('hex');
        expect(numberIn(text.slice(5, 48))).toBe(BigInt(`0x${hex}`));
      }),
    );
  });

  test('with any one character changed is none', () => {
    const text = tokenText(randomBytes(32));
    for (let index = 0; index < text.length; index += 1) {
      const other = text[index] === 'x' ? 'y' : 'x';
      expect(isTokenText(text.slice(0, index) + other + text.slice(index + 1))).toBe(false);
    }
  });

  test.each(['', 'loom_', 'Bearer', ' ', `loom_${'a'.repeat(49)}`, `${'a'.repeat(100_000)}`])(
    'is not %j',
    (text) => expect(isTokenText(text)).toBe(false),
  );

  test.each([' ', '\n', '\0'])('has nothing around it: %j', (more) => {
    const text = tokenText(randomBytes(32));
    expect([isTokenText(text + more), isTokenText(more + text)]).toEqual([false, false]);
  });
});

test.each([
  ['30s', 30_000],
  ['12h', 43_200_000],
  ['30d', 2_592_000_000],
  ['10y', 315_360_000_000],
  ['11y', undefined],
  ['0d', undefined],
  ['1.5h', undefined],
  ['-1d', undefined],
  ['30', undefined],
  ['d', undefined],
])('a lifetime of %s is %s ms', (text, ms) => {
  expect(parseLifetime(text)).toBe(ms);
});

test.each([
  ['Cursor on the laptop', true],
  ['a', true],
  ['ada@example.com', true],
  ['Ädä', true],
  ['', false],
  [' a', false],
  ['a\u202eb', false],
  ['a\nb', false],
  ['x'.repeat(65), false],
])('a token called %j: %s', (name, allowed) => {
  expect(TokenName.safeParse(name).success).toBe(allowed);
});

function numberIn(base62: string): bigint {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  return [...base62].reduce((sum, digit) => sum * 62n + BigInt(digits.indexOf(digit)), 0n);
}
