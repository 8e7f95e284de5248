import { expect, test } from 'vitest';
import { nextPlace } from './next-place.ts';

// Two groups in three columns: 0 1 2 / 3, then 4 5.
const places = [
  ...[0, 100, 200].map((left) => ({ left, top: 0 })),
  { left: 0, top: 50 },
  ...[0, 100].map((left) => ({ left, top: 150 })),
];
const press = (key: string, from: number) => nextPlace(key, from, places);

test('j, k and the arrows along the line follow the order, and stop at the ends', () => {
  expect([press('j', 0), press('ArrowRight', 2), press('j', 5)]).toEqual([1, 3, 5]);
  expect([press('k', 3), press('ArrowLeft', 0)]).toEqual([2, 0]);
  expect([press('Home', 4), press('End', 0)]).toEqual([0, 5]);
});

test('up and down stay in their column where the next line reaches so far', () => {
  expect(press('ArrowDown', 0)).toBe(3);
  expect(press('ArrowDown', 2)).toBe(3);
  expect(press('ArrowDown', 3)).toBe(4);
  expect(press('ArrowUp', 5)).toBe(3);
  expect(press('ArrowUp', 3)).toBe(0);
  expect([press('ArrowUp', 0), press('ArrowDown', 5)]).toEqual([0, 5]);
});

test('other keys lead nowhere', () => {
  expect(press('Enter', 0)).toBeUndefined();
});
