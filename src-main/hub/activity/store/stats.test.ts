import { describe, expect, test } from 'vitest';
import { batchOf, type MadeCall } from '../testing/calls.ts';
import { openStore } from '../testing/open-store.ts';

const minute = 60_000;
const now = 1_000 * minute + 30_000;

const calls: Partial<MadeCall>[] = [
  { at: now - 70 * minute, server: 'old' },
  { at: now - 9 * minute, durationMs: 10, client: 'zed' },
  { at: now - 9 * minute, durationMs: 20, outcome: 'tool-error' },
  { at: now - 2 * minute, durationMs: 1_000, outcome: 'error', name: 'other' },
  { at: now - 2 * minute, durationMs: 90_000, outcome: 'cancelled', server: 'files' },
  { at: now, durationMs: 40, kind: 'resource', name: 'file:///a' },
];

function statsOf(filter = {}, spanMs = 10 * minute, buckets = 10) {
  using open = openStore();
  open.store.write(batchOf(calls), 0);
  return open.store.stats({ filter, spanMs, buckets, now });
}

describe('numbers over time', () => {
  test('lie in buckets that begin at whole minutes, the one of now last', () => {
    const { buckets, all } = statsOf();
    expect(buckets.map(({ at }) => at)).toEqual(
      Array.from({ length: 10 }, (_bucket, index) => (991 + index) * minute),
    );
    expect(buckets.map(({ calls: count }) => count)).toEqual([2, 0, 0, 0, 0, 0, 0, 2, 0, 1]);
    expect(buckets.map(({ errors }) => errors)).toEqual([1, 0, 0, 0, 0, 0, 0, 1, 0, 0]);
    expect(all).toMatchObject({ calls: 5, errors: 2 });
  });

  test('leave out of durations what was cancelled, and say nothing where there is none', () => {
    const { servers, buckets } = statsOf();
    expect(servers.find(({ name }) => name === 'files')).toEqual({
      name: 'files',
      calls: 1,
      errors: 0,
    });
    // Known to one part in twenty.
    expect(buckets[0]?.p95).toBe(20.5);
    expect(buckets[1]).not.toHaveProperty('p50');
  });

  test('rank servers, clients, and tools by their server', () => {
    const { servers, tools, clients } = statsOf();
    const names = (ranks: { name: string; calls: number }[]) =>
      ranks.map(({ name, calls: count }) => `${name}: ${count}`);
    expect(names(servers)).toEqual(['echo: 4', 'files: 1']);
    expect(names(tools)).toEqual(['echo echo: 2', 'echo other: 1', 'files echo: 1']);
    expect(names(clients)).toEqual(['cursor: 4', 'zed: 1']);
  });

  test.each([
    {},
    { server: 'echo' },
    { client: 'zed' },
    { outcome: ['error' as const, 'cancelled' as const] },
    { server: 'echo', client: 'cursor', outcome: ['tool-error' as const] },
  ])('are the same counted by minute or call by call: %o', (filter) => {
    // The times of a filter are not whole minutes, so that the calls themselves are counted.
    expect(statsOf({ ...filter, until: now + 1 })).toEqual(statsOf(filter));
  });

  test('say in which minute the first of the calls began', () => {
    expect(statsOf().firstAt).toBe(991 * minute);
    expect(statsOf({ client: 'nobody' })).not.toHaveProperty('firstAt');
  });

  test('of a part count exactly its calls, wherever buckets begin', () => {
    const from = 991 * minute;
    const part = (since: number, until: number) => {
      const spanMs = 2 * (Math.ceil((now - since) / minute) + 1) * minute;
      return statsOf({ since, until }, spanMs, 2).all;
    };
    expect(part(from, from + minute - 1)).toMatchObject({ calls: 2, errors: 1 });
    expect(part(from - 61 * minute, from - 1)).toMatchObject({ calls: 1, errors: 0 });
    expect(part(from + 8 * minute, now)).toMatchObject({ calls: 1 });
    // In the middle of a minute: from the calls themselves.
    expect(part(from + 30_000, from + 30_000)).toMatchObject({ calls: 2 });
    expect(part(from + 30_001, from + 50_000)).toMatchObject({ calls: 0 });
    expect(part(0, now)).toMatchObject({ calls: 6, errors: 2 });
  });

  test('of a part that is over count what is not kept call by call', () => {
    using open = openStore();
    const call = { at: now - 9 * minute };
    open.store.write(batchOf([call, { ...call, isCounted: true }]), 0);
    const since = 991 * minute;
    const filter = { since, until: since + minute - 1 };
    const question = { spanMs: 20 * minute, buckets: 2, now };
    expect(open.store.stats({ filter, ...question }).all.calls).toBe(2);
    const byCall = { ...filter, until: since + minute };
    expect(open.store.stats({ filter: byCall, ...question }).all.calls).toBe(1);
  });

  test('take spans of any length', () => {
    expect(statsOf({}, 7_000, 7).all.calls).toBe(1);
    expect(statsOf({}, 3 * 60 * minute, 2).all.calls).toBe(6);
    expect(statsOf({}, 1, 1).buckets).toHaveLength(1);
  });
});
