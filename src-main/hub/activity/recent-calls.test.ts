import { expect, test } from 'vitest';
import { RecentCalls } from './recent-calls.ts';

const minute = 60_000;
const start = 1_000_000 * 2 * minute;

test('knows how long the last calls took, and forgets those before', () => {
  const calls = new RecentCalls();
  expect(calls.latency()).toBeUndefined();
  for (let ms = 1; ms <= 100; ms++) calls.add(start, ms);
  expect(calls.latency()).toEqual({ p50: 50, p95: 95 });
  for (let index = 0; index < 256; index++) calls.add(start, 7);
  expect(calls.latency()).toEqual({ p50: 7, p95: 7 });
});

test('a cancelled call counts, but says nothing of how long one takes', () => {
  const calls = new RecentCalls();
  calls.add(start, undefined);
  expect(calls.latency()).toBeUndefined();
  expect(calls.lastHour(start)?.at(-1)).toBe(1);
});

test('counts the calls of the last hour in two minutes each, the oldest first', () => {
  const calls = new RecentCalls();
  expect(calls.lastHour(start)).toBeUndefined();
  calls.add(start, 1);
  calls.add(start + minute, 1);
  calls.add(start + 10 * minute, 1);
  const counts = calls.lastHour(start + 10 * minute);
  expect(counts).toHaveLength(30);
  expect(counts?.slice(-6)).toEqual([2, 0, 0, 0, 0, 1]);
  expect(calls.lastHour(start + 60 * minute)?.filter((count) => count > 0)).toEqual([1]);
  expect(calls.lastHour(start + 70 * minute)).toBeUndefined();
  calls.add(start + 900 * minute, 1);
  expect(calls.lastHour(start + 900 * minute)?.at(-1)).toBe(1);
});

test('survives a clock that is set back', () => {
  const calls = new RecentCalls();
  calls.add(start + 30 * minute, 1);
  calls.add(start, 1);
  expect(calls.lastHour(start)?.at(-1)).toBe(2);
});
