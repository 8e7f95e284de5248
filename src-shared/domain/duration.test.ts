import { expect, test } from 'vitest';
import { Duration, formatDuration } from './duration.ts';

test.each([
  ['500ms', 500],
  ['1.5s', 1500],
  ['10m', 600_000],
  ['2h', 7_200_000],
  ['24d', 2_073_600_000],
  ['0s', 0],
])('%s is %d milliseconds', (text, ms) => {
  expect(Duration.parse(text)).toBe(ms);
});

test.each(['10', 10, '-1s', '1 fortnight', '', '25d', '1e3s', null])(
  '%j is no duration',
  (text) => {
    expect(Duration.safeParse(text).success).toBe(false);
  },
);

test('is printed in the largest unit that fits', () => {
  expect([0, 1500, 60_000, 600_000, 86_400_000].map(formatDuration)).toEqual([
    '0ms',
    '1500ms',
    '1m',
    '10m',
    '1d',
  ]);
});
