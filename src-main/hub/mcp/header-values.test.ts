import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeHeaderValue, encodeHeaderValue } from './header-values.ts';

test.each([
  ['us-west1', 'us-west1'],
  ['two words', 'two words'],
  ['a\tb', 'a\tb'],
  ['Hello, 世界', '=?base64?SGVsbG8sIOS4lueVjA==?='],
  [' padded ', '=?base64?IHBhZGRlZCA=?='],
  ['line1\nline2', '=?base64?bGluZTEKbGluZTI=?='],
  ['=?base64?literal?=', '=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?='],
  ['=?base64?=', '=?base64?PT9iYXNlNjQ/PQ==?='],
  ['=?base64?SGVsbG8=', '=?base64?SGVsbG8='],
  ['SGVsbG8=', 'SGVsbG8='],
  ['\u007f', '=?base64?fw==?='],
  ['\ufeffa', '=?base64?77u/YQ==?='],
  ['', '=?base64??='],
])('%j stands in a header as %s', (text, value) => {
  expect(encodeHeaderValue(text)).toBe(value);
  expect(decodeHeaderValue(value)).toBe(text);
});

test.each([
  ['=?base64?SGVsbG8?=', 'padding is missing'],
  ['=?base64?SGVs!!!bG8=?=', 'it is no base64'],
  ['=?base64?SGVs bG8=?=', 'there is a space in it'],
  ['=?base64?-_-_?=', 'it is the alphabet for URLs'],
  ['=?base64?/w==?=', 'it is no UTF-8'],
  ['=?base64?7aCA?=', 'it is half a character'],
  ['caf\u00e9', 'it is no ASCII'],
  ['a\nb', 'it has a line break'],
  [' a', 'a space stands before it'],
])('refuses %j: %s', (value) => {
  expect(decodeHeaderValue(value)).toBeUndefined();
});

test('every text goes through a header unchanged, in characters that a header may have', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), (text) => {
      const value = encodeHeaderValue(text);
      expect(value).toMatch(/^[!-~](?:[\t -~]*[!-~])?$/);
      expect(decodeHeaderValue(value)).toBe(text);
    }),
  );
});

test('a hostile length costs no more than reading it', () => {
  const value = `a${' '.repeat(1_000_000)}\u0000`;
  expect(decodeHeaderValue(value)).toBeUndefined();
  expect(decodeHeaderValue(encodeHeaderValue(value))).toBe(value);
});
