import { describe, expect, test } from 'vitest';
import type { HubState, ServerHealth } from '../hub-state.ts';
import { emptyState, idleServer } from '../testing/sample-state.ts';
import { joinNotices, type KnownTroubles, pickNotices } from './pick-notices.ts';

const nothing: KnownTroubles = new Map();
const failed = { phase: 'failed', since: 1, error: 'it broke', remedy: 'mend it' } as const;
const waiting = {
  phase: 'waiting',
  since: 1,
  awaits: 'secret TOKEN',
  error: 'no',
  remedy: 'set it',
} as const;
const minute = 60_000;

describe('news', () => {
  test('is what failed, what waits and what drifted, each with the page that mends it', () => {
    const state = {
      ...stateOf({ github: failed, docs: waiting, ok: undefined }),
      clients: [drifted],
    };
    expect(pickNotices(nothing, state, 0).fresh).toEqual([
      expect.objectContaining({
        title: 'github failed',
        body: 'it broke',
        path: '/servers/github',
      }),
      expect.objectContaining({ title: 'docs waits for secret TOKEN', path: '/servers/docs' }),
      expect.objectContaining({
        title: 'Cursor has lost its way to Loom',
        path: '/clients/cursor',
      }),
    ]);
  });

  test('is told once, also of a server that fails again and again', () => {
    const broken = stateOf({ github: failed });
    let { known } = pickNotices(nothing, broken, 0);
    for (let now = minute; now < 60 * minute; now += 5 * minute) {
      ({ known } = pickNotices(known, stateOf({ github: undefined }), now));
      const again = pickNotices(known, broken, now + minute);
      expect(again.fresh).toEqual([]);
      known = again.known;
    }
  });

  test('is news again after it was well for a while', () => {
    const { known } = pickNotices(nothing, stateOf({ github: failed }), 0);
    const well = pickNotices(known, stateOf({ github: undefined }), 11 * minute);
    expect(pickNotices(well.known, stateOf({ github: failed }), 12 * minute).fresh).toHaveLength(1);
  });

  test('is another trouble of the same server, too', () => {
    const { known } = pickNotices(nothing, stateOf({ docs: waiting }), 0);
    const other = stateOf({ docs: { ...waiting, awaits: 'secret OTHER' } });
    expect(pickNotices(known, other, 1).fresh.map(({ title }) => title)).toEqual([
      'docs waits for secret OTHER',
    ]);
  });
});

test('several notices are one with a count, that leads to the overview', () => {
  const { fresh } = pickNotices(nothing, stateOf({ github: failed, docs: waiting }), 0);
  expect(joinNotices(fresh)).toMatchObject({
    title: '2 things need attention',
    body: 'github failed\ndocs waits for secret TOKEN',
    path: '/',
  });
  expect(joinNotices(fresh.slice(0, 1))).toBe(fresh[0]);
  expect(joinNotices([])).toBeUndefined();
});

const drifted: HubState['clients'][number] = {
  client: 'cursor',
  label: 'Cursor',
  targets: [],
  proof: { phase: 'none' },
  sessions: 0,
  drifted: ['cursor:user'],
};

function stateOf(healths: Record<string, ServerHealth | undefined>): HubState {
  const servers = Object.entries(healths).map(([id, health]) => ({
    ...idleServer(id),
    ...(health && { health }),
  }));
  return { ...emptyState, servers };
}
