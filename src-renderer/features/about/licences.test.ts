import { expect, test } from 'vitest';
import { licences } from './licences.ts';

// That these are the packages that are shipped, `e2e/package/linux.test.ts` finds out.
test('the list has an order, and no name twice', () => {
  const names = licences.map(([name]) => name);
  expect(names).toEqual([...new Set(names)].toSorted());
});
