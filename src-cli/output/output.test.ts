import { describe, expect, test } from 'vitest';
import { didYouMean } from '../../src-shared/did-you-mean.ts';
import { createStyle, plainText } from './style.ts';
import { formatTable } from './table.ts';
import { formatBytes, formatMoment, formatSpan } from './units.ts';

const style = createStyle({ isTTY: false, env: {} });

describe('formatTable', () => {
  const rows = [
    { name: 'a-rather-long-name', about: 'some words that do not fit into one line' },
    { name: 'b', about: 'short' },
  ];
  const columns = [
    { heading: 'NAME', value: ({ name }: (typeof rows)[0]) => name },
    { heading: 'ABOUT', value: ({ about }: (typeof rows)[0]) => about, wrap: true },
  ];

  test('wraps the wrapping column at words and keeps names whole', () => {
    const text = formatTable(rows, columns, { width: 45, style });
    expect(text).toBe(
      [
        'NAME                ABOUT',
        'a-rather-long-name  some words that do not',
        '                    fit into one line',
        'b                   short',
      ].join('\n'),
    );
  });

  test('leaves out a column that no row fills', () => {
    const [name] = columns;
    const empty = { heading: 'EMPTY', value: () => '' };
    if (!name) throw new Error('unreachable');
    expect(formatTable(rows.slice(1), [name, empty], { width: 80, style })).toBe('NAME\nb');
  });
});

test('spans, moments and sizes take their largest unit', () => {
  expect([0, 4_200, 180_000, 7_200_000, 86_400_000, 2e8].map(formatSpan)).toEqual([
    '0 s',
    '4 s',
    '3 min',
    '2 h',
    '1 day',
    '2 days',
  ]);
  expect(formatMoment(1000, 5000)).toBe('4 s ago');
  expect(formatMoment(9000, 5000)).toBe('in 4 s');
  expect(formatMoment(30 * 86_400_000, 3_000)).toBe('in 30 days');
  expect(formatMoment(3_599_000, 0)).toBe('in 1 h');
  expect([0, 1023, 1536, 5 * 1024 ** 2].map(formatBytes)).toEqual([
    '0 B',
    '1023 B',
    '1.5 KB',
    '5.0 MB',
  ]);
});

test('plainText leaves text and newlines, and no way to command a terminal', () => {
  expect(plainText('a\u001b[31mb\u001b]8;;http://x\u0007c\u0007\u009b2Jd\r\ne\tf\u202eg')).toBe(
    'abcd\ne\tfg',
  );
});

test('colours follow the terminal, NO_COLOR and TERM', () => {
  expect(createStyle({ isTTY: true, env: {} })('red', 'x')).toBe('\u001b[31mx\u001b[39m');
  expect(createStyle({ isTTY: true, env: { NO_COLOR: '1' } })('red', 'x')).toBe('x');
  expect(createStyle({ isTTY: true, env: { TERM: 'dumb' } })('red', 'x')).toBe('x');
});

test('didYouMean finds slips and swaps, and nothing far away', () => {
  const known = ['github', 'files', 'git'];
  expect(didYouMean('githbu', known)).toBe('github');
  expect(didYouMean('FILE', known)).toBe('files');
  expect(didYouMean('gti', known)).toBe('git');
  expect(didYouMean('postgres', known)).toBeUndefined();
});
