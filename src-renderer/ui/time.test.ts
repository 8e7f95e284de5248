import { expect, test } from 'vitest';
import { spanOf } from './time.ts';

test.each([
  [-5, '0 s'],
  [59_000, '59 s'],
  [61_000, '1 min'],
  [3_540_000, '59 min'],
  [7_200_000, '2 h'],
  [47 * 3_600_000, '47 h'],
  [72 * 3_600_000, '3 days'],
])('%i ms is %s', (milliseconds, text) => {
  expect(spanOf(milliseconds)).toBe(text);
});
