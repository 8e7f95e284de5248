import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { EndedCallers } from './ended-callers.ts';

test('what was on its way when its caller was ended is over, and nobody else is', () => {
  const ended = new EndedCallers();
  const [first, second, other] = ['a', 'a', 'b'].map((principal) => ended.arrives(principal));
  ended.end('a');
  expect([first?.isOver, second?.isOver, other?.isOver]).toEqual([true, true, false]);
});

test('who was let in a moment before is over too; who is let in later is not', async () => {
  const ended = new EndedCallers();
  const early = ended.arrives('a');
  ended.end('a');
  await Promise.resolve();
  expect(ended.arrives('a').isOver).toBe(true);
  await setImmediate();
  expect(ended.arrives('a').isOver).toBe(false);
  expect(early.isOver).toBe(true);
});

test('callers that come and go do not pile up', async () => {
  const ended = new EndedCallers();
  for (let index = 0; index < 1000; index++) {
    const arrival = ended.arrives(`token:${index}`);
    ended.end(`token:${index}`);
    ended.left(arrival);
  }
  await setImmediate();
  expect(ended.size).toBe(0);
});
