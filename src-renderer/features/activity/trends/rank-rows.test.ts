import { expect, test } from 'vitest';
import { rankRows } from './rank-rows.ts';

const ranks = [
  { name: 'many', calls: 100, errors: 0, p50: 1, p95: 4 },
  { name: 'slow', calls: 50, errors: 5, p50: 2, p95: 40 },
  { name: 'cancelled', calls: 10, errors: 0 },
];
const shown = (measure: 'calls' | 'errors' | 'p95') =>
  rankRows(ranks, measure).map(({ rank, share }) => [rank.name, share]);

test('the largest first, with its share of the first', () => {
  expect(shown('calls')).toEqual([
    ['many', 1],
    ['slow', 0.5],
    ['cancelled', 0.1],
  ]);
  expect(shown('p95')).toEqual([
    ['slow', 1],
    ['many', 0.1],
  ]);
});

test('what has none of it has no rank', () => {
  expect(shown('errors')).toEqual([['slow', 1]]);
  expect(rankRows([], 'errors')).toEqual([]);
});
