import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LoomError } from '../../../src-shared/errors.ts';
import type { View } from '../catalog/view.ts';
import { Session } from '../sessions/session.ts';
import type { Instance } from '../upstreams/instance.ts';
import { FirstLists } from './first-lists.ts';

const session = new Session({ carrier: 'socket', profile: 'default', send: () => {} });
const asker = { session, era: 'legacy' } as const;
const viewWith = (...unknown: string[]) => ({ unknown }) as unknown as View;

/** Servers by the time they take; those that take 0 fail at once. */
function firstLists(times: Record<string, number>, waitMs = 1000) {
  const fetched: string[] = [];
  const lists = new FirstLists({
    listWaitMs: waitMs,
    acquire(serverId) {
      if (times[serverId] === 0) throw new LoomError('server-failed', `${serverId} is broken`);
      return { serverId } as Instance;
    },
    refresh: ({ serverId }) =>
      new Promise((resolve) => {
        fetched.push(serverId);
        setTimeout(resolve, times[serverId]);
      }),
  });
  return { lists, fetched };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** How long it took, in the fake time. */
async function timeOf(work: Promise<unknown>): Promise<number> {
  const started = Date.now();
  let took = -1;
  void work.then(() => {
    took = Date.now() - started;
  });
  await vi.advanceTimersByTimeAsync(0);
  while (took < 0) await vi.advanceTimersByTimeAsync(50);
  return took;
}

describe('a first list', () => {
  test('waits for its servers side by side, and for none longer than it may', async () => {
    const { lists, fetched } = firstLists({ quick: 300, middle: 600, slow: 60_000, broken: 0 });
    const view = viewWith('quick', 'middle', 'slow', 'broken');
    expect(await timeOf(lists.settle(view, asker))).toBe(1000);
    expect(fetched).toEqual(['quick', 'middle', 'slow']);
    expect(await timeOf(lists.settle(viewWith('quick', 'middle'), asker))).toBe(600);
  });

  test('does not wait again for a server that had its time', async () => {
    const { lists } = firstLists({ slow: 60_000 });
    await timeOf(lists.settle(viewWith('slow'), asker));
    expect(await timeOf(lists.settle(viewWith('slow'), asker))).toBe(0);
  });

  test('waits anew where a server is unknown again, as in another project', async () => {
    const { lists } = firstLists({ files: 400 });
    expect(await timeOf(lists.settle(viewWith('files'), asker))).toBe(400);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await timeOf(lists.settle(viewWith('files'), asker))).toBe(400);
  });

  test('waits for the wanted server as long as it takes', async () => {
    const { lists } = firstLists({ slow: 60_000, other: 90_000 });
    const view = viewWith('slow', 'other');
    expect(await timeOf(lists.settle(view, { ...asker, wanted: 'slow' }))).toBe(60_000);
  });

  test('says why a server could not be listed', async () => {
    const { lists } = firstLists({ broken: 0, quick: 10 });
    const settled = lists.settle(viewWith('broken', 'quick'), asker);
    await timeOf(settled);
    const failures = await settled;
    expect([...failures.keys()]).toEqual(['broken']);
    expect(failures.get('broken')?.message).toBe('broken is broken');
  });
});
