import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactWord, wordsOf, wordsOfJson } from './words.ts';

test.each([
  ['Get_Issue github__list-repos', ['get', 'issue', 'github', 'list', 'repos']],
  ['Café ÜBER naïve', ['cafe', 'uber', 'naive']],
  ['今日の会議 at 9', ['今', '日', 'の', '会', '議', 'at', '9']],
  ['again and AGAIN', ['again', 'and']],
  ['\u2042 — !!', []],
])('finds the words of %s', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test('takes the escapes of JSON for what they mean', () => {
  expect(wordsOfJson(JSON.stringify({ path: 'C:\\new\nline two "x"', name: 'ü\u0001' }))).toEqual([
    ...['path', 'c', 'new', 'line', 'two', 'x', 'name', 'u'],
  ]);
  expect(wordsOfJson('{"a":"\\u0066oo"}')).toEqual(['a', 'foo']);
});

test('gives words that the index takes as one, and none that stands for a whole value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const words = wordsOf(text);
      const isOne = (word: string) => /^[^\0-/:-@[-`{-\x7f\u2042]+$/u.test(word);
      expect(words.filter((word) => !isOne(word))).toEqual([]);
      expect(words.filter((word) => [...word].length > 40)).toEqual([]);
    }),
  );
});

test('tells values apart that differ in case or field', () => {
  const all = [
    exactWord('server', 'a'),
    exactWord('server', 'A'),
    exactWord('client', 'a'),
    exactWord('name', 'a'),
  ];
  expect(new Set(all).size).toBe(4);
  expect(exactWord('server', 'a')).toBe(all[0]);
});
