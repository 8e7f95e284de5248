import { expect, test } from 'vitest';
import { createLimit } from './create-limit.ts';

test('a limit allows so many a minute, and more a minute later', () => {
  let now = 0;
  const may = createLimit(2, () => now);
  expect([may(), may(), may()]).toEqual([true, true, false]);
  now = 60_000;
  expect([may(), may(), may()]).toEqual([true, true, false]);
});
