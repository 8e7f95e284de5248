import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LoomError } from '../../../src-shared/errors.ts';
import { CallQueue, type QueuedCall } from './call-queue.ts';

/** A queue, and calls that note when they start or fail. */
function trial(limit: number) {
  const queue = new CallQueue(limit);
  const started: string[] = [];
  const failed: string[] = [];
  const call = (sessionId: string, name = sessionId): QueuedCall => ({
    sessionId,
    start: () => started.push(name),
    failed: () => failed.push(name),
  });
  return { queue, started, failed, call };
}

describe('a call queue', () => {
  test('starts at most as many as allowed, the others as places become free', () => {
    const { queue, started, call } = trial(2);
    for (const name of ['1', '2', '3']) queue.enter(call('s', name));
    expect(started).toEqual(['1', '2']);
    queue.leave();
    expect(started).toEqual(['1', '2', '3']);
    queue.leave();
    queue.leave();
    expect(queue.idle).toBe(true);
  });

  test('serves one session after the other, each in its own order', () => {
    const { queue, started, call } = trial(1);
    queue.enter(call('busy', 'busy 0'));
    for (const n of [1, 2, 3]) queue.enter(call('busy', `busy ${n}`));
    queue.enter(call('late', 'late 1'));
    queue.enter(call('late', 'late 2'));
    for (let n = 0; n < 5; n++) queue.leave();
    expect(started).toEqual(['busy 0', 'busy 1', 'late 1', 'busy 2', 'late 2', 'busy 3']);
  });

  test('lets a waiting call go, but not one that has started', () => {
    const { queue, started, call } = trial(1);
    const [first, second] = [call('a'), call('b')];
    queue.enter(first);
    queue.enter(second);
    expect(queue.withdraw(first)).toBe(false);
    expect(queue.withdraw(second)).toBe(true);
    expect(queue.withdraw(second)).toBe(false);
    queue.leave();
    expect(started).toEqual(['a']);
    expect(queue.idle).toBe(true);
  });

  test('fails those that wait when there is nobody left to serve them', () => {
    const { queue, started, failed, call } = trial(1);
    for (const name of ['a', 'b', 'c']) queue.enter(call(name));
    queue.failAll(new LoomError('server-crashed', 'gone'));
    queue.leave();
    expect(started).toEqual(['a']);
    expect(failed).toEqual(['b', 'c']);
    expect(queue.idle).toBe(true);
  });

  test('loses no call and never runs too many, whatever happens in whatever order', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('enter' as const), session: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ kind: fc.constant('leave' as const) }),
      fc.record({ kind: fc.constant('withdraw' as const), which: fc.nat() }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(step), (limit, steps) => {
        const { queue, started, call } = trial(limit);
        const calls: QueuedCall[] = [];
        let withdrawn = 0;
        let left = 0;
        for (const one of steps) {
          if (one.kind === 'enter') {
            const next = call(one.session, String(calls.length));
            calls.push(next);
            queue.enter(next);
          } else if (one.kind === 'leave' && queue.running > 0) {
            queue.leave();
            left += 1;
          } else if (one.kind === 'withdraw') {
            const chosen = calls[one.which % Math.max(1, calls.length)];
            if (chosen && queue.withdraw(chosen)) withdrawn += 1;
          }
          expect(queue.running).toBeLessThanOrEqual(limit);
          expect(queue.running).toBe(started.length - left);
        }
        while (queue.running > 0) queue.leave();
        expect(started.length + withdrawn).toBe(calls.length);
        expect(new Set(started).size).toBe(started.length);
      }),
    );
  });
});
