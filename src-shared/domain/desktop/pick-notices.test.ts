import { describe, expect, test } from 'vitest';
import type { HubState, Lack, ServerHealth } from '../hub-state.ts';
import { emptyState, idleServer } from '../testing/sample-state.ts';
import { joinNotices, type KnownTroubles, noticesOf, pickNotices } from './pick-notices.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';

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
    expect(pick(nothing, state, 0).fresh).toEqual([
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
    let { known } = pick(nothing, broken, 0);
    for (let now = minute; now < 60 * minute; now += 5 * minute) {
      ({ known } = pick(known, stateOf({ github: undefined }), now));
      const again = pick(known, broken, now + minute);
      expect(again.fresh).toEqual([]);
      known = again.known;
    }
  });

  test('is news again after it was well for a while', () => {
    const { known } = pick(nothing, stateOf({ github: failed }), 0);
    const well = pick(known, stateOf({ github: undefined }), 11 * minute);
    expect(pick(well.known, stateOf({ github: failed }), 12 * minute).fresh).toHaveLength(1);
  });

  test('is another trouble of the same server, too', () => {
    const { known } = pick(nothing, stateOf({ docs: waiting }), 0);
    const other = stateOf({ docs: { ...waiting, awaits: 'secret OTHER' } });
    expect(pick(known, other, 1).fresh.map(({ title }) => title)).toEqual([
      'docs waits for secret OTHER',
    ]);
  });
});

test('several notices are one with a count, that leads to the overview', () => {
  const { fresh } = pick(nothing, stateOf({ github: failed, docs: waiting }), 0);
  expect(joinNotices(fresh, en.notices)).toMatchObject({
    title: '2 things need attention',
    body: 'github failed\ndocs waits for secret TOKEN',
    path: '/',
  });
  expect(joinNotices(fresh.slice(0, 1), en.notices)).toBe(fresh[0]);
  expect(joinNotices([], en.notices)).toBeUndefined();
});

test.each<[Lack, string]>([
  [{ of: 'secret', name: 'TOKEN' }, 'docs wartet auf das Geheimnis TOKEN'],
  [{ of: 'secret' }, 'docs wartet auf ein Geheimnis'],
  [{ of: 'sign-in' }, 'docs wartet auf eine Anmeldung'],
  [{ of: 'store', store: 'file', to: 'be-unlocked' }, 'docs wartet auf die verschlüsselte Datei'],
  [{ of: 'store', store: 'keychain', to: 'be-repaired' }, 'docs wartet auf den Schlüsselbund'],
])("speaks the reader's language, with what the hub says below: %j", (lack, title) => {
  const state = stateOf({ docs: { ...waiting, lack } });
  expect(noticesOf(state, de.notices)).toMatchObject([{ title, body: 'set it' }]);
});

const drifted: HubState['clients'][number] = {
  client: 'cursor',
  label: 'Cursor',
  targets: [],
  proof: { phase: 'none' },
  sessions: 0,
  drifted: ['cursor:user'],
};

function pick(known: KnownTroubles, state: HubState, now: number) {
  return pickNotices(known, noticesOf(state, en.notices), now);
}

function stateOf(healths: Record<string, ServerHealth | undefined>): HubState {
  const servers = Object.entries(healths).map(([id, health]) => ({
    ...idleServer(id),
    ...(health && { health }),
  }));
  return { ...emptyState, servers };
}
