import { expect, test } from 'vitest';
import { EndedCallers } from './ended-callers.ts';

const minute = 60_000;

test('an ended caller is remembered while something of it is still on its way, and no longer', () => {
  const ended = new EndedCallers();
  ended.arrives('a');
  ended.arrives('a');
  ended.arrives('b');
  ended.left('b');
  ended.end('a');
  ended.end('b');
  const later = Date.now() + 2 * minute;
  ended.sweep(Date.now());
  expect([ended.has('a'), ended.has('b'), ended.has('c')]).toEqual([true, true, false]);
  ended.sweep(later);
  expect([ended.has('a'), ended.has('b')]).toEqual([true, false]);
  ended.left('a');
  ended.sweep(later);
  expect(ended.has('a')).toBe(true);
  ended.left('a');
  ended.sweep(later);
  expect(ended.size).toBe(0);
});

test('callers that come and go do not pile up', () => {
  const ended = new EndedCallers();
  for (let index = 0; index < 1000; index++) {
    ended.arrives(`token:${index}`);
    ended.left(`token:${index}`);
    ended.end(`token:${index}`);
  }
  expect(ended.size).toBe(1000);
  ended.sweep(Date.now() + 2 * minute);
  expect(ended.size).toBe(0);
});
