import { describe, expect, test } from 'vitest';
import type { CallRecord } from '../../../../src-shared/domain/activity.ts';
import {
  addNewer,
  addOlder,
  type CallList,
  dropBefore,
  mostLive,
  mostWaiting,
  resumeList,
  showWaiting,
  startList,
} from './call-list.ts';

const call = (id: number): CallRecord => ({
  ...{ id, at: id, client: 'cursor', session: 's', profile: 'default', server: 'echo' },
  ...{ kind: 'tool', name: 'echo', durationMs: 1, requestBytes: 1, resultBytes: 1, outcome: 'ok' },
});
const calls = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_call, index) => call(from - index));
const page = (from: number, to: number, total = from) => ({ calls: calls(from, to), total });
const ids = ({ calls: shown, waiting }: CallList) => [
  waiting.map(({ id }) => id),
  shown.map(({ id }) => id),
];

test('begins with the newest and goes on to older ones, each once', () => {
  const first = startList(page(9, 7), 3);
  expect(first.hasMore).toBe(true);
  const second = addOlder(first, page(7, 5), 3);
  expect(ids(second)).toEqual([[], [9, 8, 7, 6, 5]]);
  const last = addOlder(second, page(4, 3), 3);
  expect(ids(last)).toEqual([[], [9, 8, 7, 6, 5, 4, 3]]);
  expect(last.hasMore).toBe(false);
});

test('new calls come on top, or wait while nothing may move', () => {
  const list = startList(page(3, 1), 10);
  expect(ids(addNewer(list, [call(4), call(5)], false))).toEqual([[], [5, 4, 3, 2, 1]]);
  const held = addNewer(addNewer(list, [call(4)], true), [call(4), call(5)], true);
  expect(ids(held)).toEqual([
    [5, 4],
    [3, 2, 1],
  ]);
  expect(held.total).toBe(5);
  expect(ids(showWaiting(held))).toEqual([[], [5, 4, 3, 2, 1]]);
  expect(ids(addNewer(held, [call(6)], false))).toEqual([[], [6, 5, 4, 3, 2, 1]]);
});

test('forgets what is far down while nobody looks there, and knows that there is more', () => {
  const list = startList(page(mostLive, 1), 10_000);
  const next = addNewer(list, calls(mostLive + 5, mostLive + 1), false);
  expect(next.calls).toHaveLength(mostLive);
  expect(next.calls[0]?.id).toBe(mostLive + 5);
  expect(next.hasMore).toBe(true);
});

test('keeps what somebody scrolled to', () => {
  const long = addOlder(startList(page(9_000, 5_001), 4_000), page(5_000, 1), 5_000);
  expect(addNewer(long, [call(9_001)], false).calls).toHaveLength(9_000);
});

test('waits with all of them where more came than can wait', () => {
  const overrun = addNewer(startList(page(3, 1), 10), calls(mostWaiting + 4, 4), true);
  expect(overrun.isOverrun).toBe(true);
  expect(overrun.total).toBe(mostWaiting + 4);
  expect(showWaiting(overrun)).toBe(overrun);
});

describe('after an interruption', () => {
  const held = { limit: 3, isHeld: true };
  const free = { limit: 3, isHeld: false };
  const list = addOlder(startList(page(9, 7), 3), page(6, 4), 3);

  test('goes on where it joins what the hub has', () => {
    const newest = { ...page(14, 8), reach: 'joins' as const };
    expect(ids(resumeList(list, newest, held))).toEqual([
      [14, 13, 12, 11, 10],
      [9, 8, 7, 6, 5, 4],
    ]);
    expect(ids(resumeList(list, newest, free))[1]).toHaveLength(11);
    expect(resumeList(list, newest, held).total).toBe(14);
  });

  test('counts nothing twice that waited before', () => {
    const waiting = addNewer(list, calls(11, 10), true);
    const newest = { ...page(12, 9), reach: 'joins' as const };
    expect(ids(resumeList(waiting, newest, held))[0]).toEqual([12, 11, 10]);
  });

  test('moves nothing that is read where too many came, and begins anew when it may', () => {
    const newest = { ...page(40, 31), reach: 'ends before' as const };
    const kept = resumeList(list, newest, held);
    expect(kept.isOverrun).toBe(true);
    expect(ids(kept)[1]).toEqual([9, 8, 7, 6, 5, 4]);
    expect(ids(resumeList(list, newest, free))).toEqual([[], [40, 39, 38]]);
  });

  test('begins anew where the log was cleared, and at first', () => {
    const newest = { ...page(20, 18), reach: 'gone' as const };
    expect(ids(resumeList(list, newest, held))).toEqual([[], [20, 19, 18]]);
    const none = { calls: [], total: 0, reach: 'gone' as const };
    expect(ids(resumeList(list, none, held))).toEqual([[], []]);
    expect(ids(resumeList(undefined, { ...page(3, 1), reach: 'joins' }, held))).toEqual([
      [],
      [3, 2, 1],
    ]);
  });
});

test('drops what a span has left behind', () => {
  const list = startList(page(9, 1), 3);
  expect(ids(dropBefore(list, 5))[1]).toEqual([9, 8, 7, 6, 5]);
  expect(dropBefore(list, 1)).toBe(list);
  expect(dropBefore(list, undefined)).toBe(list);
});
