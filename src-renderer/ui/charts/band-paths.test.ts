import { expect, test } from 'vitest';
import { bandPaths } from './band-paths.ts';

test('draws what there is, and parts where there is nothing', () => {
  const paths = bandPaths([0, 10, undefined, 10, 10], [20, 20, undefined, 10, 20], 100);
  expect(paths.high).toBe('M0.5 2L1.5 2M3.5 50L4.5 2');
  expect(paths.low).toBe('M0.5 98L1.5 50M3.5 50L4.5 50');
  expect(paths.area).toBe('M0.5 2L1.5 2L1.5 50L0.5 98ZM3.5 50L4.5 2L4.5 50L3.5 50Z');
});

test('shows a value that stands alone', () => {
  expect(bandPaths([undefined, 4], [undefined, 8], 100).high).toBe('M1.2 2L1.8 2');
});

test('draws nothing of nothing', () => {
  expect(bandPaths([], [], 100)).toEqual({ low: '', high: '', area: '' });
  expect(bandPaths([0], [0], 100).high).toBe('M0.2 98L0.8 98');
});
