import { expect, test } from 'vitest';
import { shellWords, splitWords } from './split-words.ts';

test.each<[string, string[]]>([
  ['a  b\tc', ['a', 'b', 'c']],
  [`--x='a "b"' "c 'd'"`, ['--x=a "b"', "c 'd'"]],
  ['"a\\"b" \'a\\b\' a\\ b', ['a"b', 'a\\b', 'a b']],
  ['C:\\tools\\new.exe "C:\\My Tools\\x"', ['C:\\tools\\new.exe', 'C:\\My Tools\\x']],
  ['-k $(cat ~/a b) ${A:-b c}', ['-k', '$(cat ~/a b)', '${A:-b c}']],
  ['https://x.example/?a=1&b=2#c', ['https://x.example/?a=1&b=2#c']],
  ["it's", ["it's"]],
  ['', []],
])('cuts arguments: %s', (text, words) => {
  expect(splitWords(text)).toEqual(words);
});

test('tells programs of a command line apart, joins its lines and skips comments', () => {
  const words = shellWords('a \\\n  b && c|d # e\nf > g')?.map(({ text, isOperator }) =>
    isOperator ? [text] : text,
  );
  expect(words).toEqual(['a', 'b', ['&&'], 'c', ['|'], 'd', ['\n'], 'f', ['>'], 'g']);
});

test('has no answer where a quote is never closed', () => {
  expect(shellWords('a "b')).toBeUndefined();
});
