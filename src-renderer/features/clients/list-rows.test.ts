import { expect, test } from 'vitest';
import type { ByHand, TargetView } from '../../../src-shared/domain/client.ts';
import { filterRows, groupOf, listRows, standingOf, unconnected } from './list-rows.ts';

function target(id: string, more: Partial<TargetView> = {}): TargetView {
  const [client = id] = id.split(':');
  return {
    id,
    client,
    label: id,
    scope: 'user',
    file: `/home/ada/${id}.json`,
    format: 'json',
    exists: true,
    state: { phase: 'absent' },
    takesHttp: true,
    heal: 'ask',
    proof: { phase: 'none' },
    duplicates: [],
    reload: 'restart',
    notes: [],
    ...more,
  };
}

const hand = (client: string, more: Partial<ByHand> = {}): ByHand => {
  return { client, label: client, hasFile: false, entry: '{}', ...more };
};
const gone = { state: { phase: 'not-installed' }, exists: false } as const;
const keys = (rows: readonly { key: string }[]) => rows.map(({ key }) => key);

test('files of clients that are here come one by one, other clients once', () => {
  const { here, elsewhere } = listRows(
    [
      target('code'),
      target('code:insiders', gone),
      target('zed', gone),
      target('zed:flatpak', gone),
      target('amp', { exists: false }),
    ],
    [hand('raycast'), hand('msty', { evidence: '/opt/msty' }), hand('amp', { hasFile: true })],
  );
  expect(keys(here)).toEqual(['amp', 'code', 'msty']);
  expect(keys(elsewhere)).toEqual(['raycast', 'zed']);
});

test('files that exist nowhere and are never made stay out, but never the whole client', () => {
  const never = { exists: false, readOnly: 'It reads another file.' };
  const { here } = listRows(
    [target('code'), target('code:old', never), target('jan', never), target('jan:old', never)],
    [],
  );
  expect(keys(here)).toEqual(['code', 'jan']);
  expect(here.map(standingOf)).toEqual(['absent', 'read-only']);
});

test('files of two projects are two rows', () => {
  const { here } = listRows(
    [
      target('cursor:project', { project: '/a', entry: 'loom' }),
      target('cursor:project', { project: '/b', entry: 'loom' }),
    ],
    [],
  );
  expect(keys(here)).toEqual(['cursor:project /a', 'cursor:project /b']);
});

test('what does not work or was touched needs a person', () => {
  const rows = listRows(
    [
      target('a', { state: { phase: 'synced' } }),
      target('b', {
        state: { phase: 'synced' },
        proof: { phase: 'failed', at: 1, error: 'gone', remedy: 'sync' },
      }),
      target('c', { state: { phase: 'drifted', how: 'missing', since: 1 } }),
      target('d', { state: { phase: 'unreadable', reason: 'cut off' } }),
      target('e'),
    ],
    [hand('f', { evidence: '/f' })],
  );
  expect(rows.here.map(groupOf)).toEqual([
    'synced',
    'attention',
    'attention',
    'attention',
    'absent',
    undefined,
  ]);
  expect(unconnected(rows).map(({ id }) => id)).toEqual(['c', 'e']);
  expect(keys(filterRows(rows.here, { text: '', group: 'attention' }))).toEqual(['b', 'c', 'd']);
  expect(keys(filterRows(rows.here, { text: 'home E.json', group: '' }))).toEqual(['e']);
});
