import { describe, expect, test } from 'vitest';
import { LoomError } from '../../../src-shared/errors.ts';
import { Breaker, type BreakerState } from './breaker.ts';

const error = new LoomError('server-failed', 'it does not start');

function failing(times: number): { breaker: Breaker; states: BreakerState[] } {
  const breaker = new Breaker();
  const states = Array.from({ length: times }, (_, n) => {
    breaker.failed(error, n * 1000);
    return breaker.state;
  });
  return { breaker, states };
}

describe('a breaker', () => {
  test('waits about twice as long after each failure, and opens with the fifth', () => {
    const { states } = failing(5);
    const waits = states.map((state) =>
      state.phase === 'waiting' ? state.retryAt - state.since : 0,
    );
    for (const [index, wanted] of [500, 1000, 2000, 4000].entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(wanted * 0.8);
      expect(waits[index]).toBeLessThanOrEqual(wanted * 1.2);
    }
    expect(states[4]).toEqual({ phase: 'open', since: 4000, attempt: 5, error });
  });

  test('never gives up a server that lacks a secret', () => {
    const breaker = new Breaker();
    for (const code of ['missing-secret', 'vault-locked', 'vault-unavailable'] as const) {
      for (let n = 0; n < 10; n += 1) breaker.failed(new LoomError(code, 'wait'), 0);
      expect(breaker.state).toMatchObject({ phase: 'waiting', retryAt: expect.any(Number) });
    }
    expect(breaker.state).toMatchObject({ retryAt: expect.closeTo(60_000, -5) });
  });

  test('knows what is news of a server that lacks a secret, and since when it does', () => {
    const breaker = new Breaker();
    const lacking = (secret: string) => new LoomError('missing-secret', 'it lacks it', { secret });
    expect(breaker.failed(lacking('ONE'), 1)).toBe(true);
    expect(breaker.failed(lacking('ONE'), 2)).toBe(false);
    expect(breaker.state).toMatchObject({ since: 1, attempt: 2 });
    expect(breaker.failed(lacking('OTHER'), 3)).toBe(true);
    expect(breaker.state).toMatchObject({ since: 3 });
    expect(breaker.failed(error, 4)).toBe(true);
    expect(breaker.failed(error, 5)).toBe(true);
    expect(breaker.waitsForSecret).toBe(false);
  });

  test('does not count the waits as failures once the secret is there', () => {
    const breaker = new Breaker();
    const missing = new LoomError('missing-secret', 'it lacks it');
    for (let n = 0; n < 10; n += 1) breaker.failed(missing, n);
    expect(breaker.waitsForSecret).toBe(true);
    breaker.failed(error, 10);
    expect(breaker.state).toMatchObject({ phase: 'waiting', attempt: 1, error });
  });

  test('spreads its retries, so that servers that failed together do not start together', () => {
    const delays = Array.from({ length: 50 }, () => {
      const state = failing(1).states[0];
      return state?.phase === 'waiting' ? state.retryAt : 0;
    });
    expect(new Set(delays).size).toBeGreaterThan(10);
  });

  test('counts anew after a reset, and stays open until then', () => {
    const { breaker } = failing(7);
    expect(breaker.state).toMatchObject({ phase: 'open', attempt: 7 });
    breaker.reset();
    expect(breaker.state).toEqual({ phase: 'closed' });
    breaker.failed(error, 0);
    expect(breaker.state).toMatchObject({ phase: 'waiting', attempt: 1 });
  });
});
