import { expect, test } from 'vitest';
import { placesOf, rangeOf } from './range-of.ts';

const buckets = [0, 10, 20, 30].map((at) => ({ at }));

test('places and their times lead to each other', () => {
  expect(rangeOf(buckets, 1, 2)).toEqual({ from: 10, to: 29 });
  expect(placesOf(buckets, { from: 10, to: 29 })).toEqual([1, 2]);
});

test('times between places belong to those around them', () => {
  expect(placesOf(buckets, { from: 5, to: 15 })).toEqual([0, 1]);
});

test('what is not in sight has no place', () => {
  expect(placesOf(buckets, { from: 100, to: 200 })).toBeUndefined();
  expect(placesOf(buckets, {})).toBeUndefined();
  expect(placesOf([], { from: 0, to: 1 })).toBeUndefined();
  expect(rangeOf(buckets, 4, 4)).toEqual({});
});
