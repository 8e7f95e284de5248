import { expect, test } from 'vitest';
import { idleServer } from '../../../src-shared/domain/testing/sample-state.ts';
import { filterTools, flatTools, groupTools, switchTools } from './tool-rows.ts';
import type { ProfileTool } from './use-profiles.ts';

const surface = { tools: 2, resources: 0, templates: 0, prompts: 0, fetchedAt: 1 };
const servers = [
  { ...idleServer('a'), surface },
  { ...idleServer('b'), surface },
  idleServer('new'),
  { ...idleServer('off'), health: { phase: 'disabled' as const } },
];
const tool = (name: string, tokens: number): ProfileTool => {
  const [server = '', upstreamName = ''] = name.split('__');
  return { name, server, upstreamName, tokens, isVisible: true };
};
const tools = [tool('a__get', 10), tool('a__put', 30), tool('b__get', 5)];
const saved = { servers: '*' as const };
const draft = { servers: ['a', 'lost'], tools: { deny: ['a__put'] } };
const switched = switchTools(tools, draft, saved);
const grouping = { servers, draft, closed: new Set<string>(), byTokens: false, isNarrowed: false };

test('a draft is known to hide what the saved profile shows', () => {
  expect(switched.map(({ hidden }) => hidden?.by)).toEqual([undefined, 'deny', 'server']);
  expect(switched.map(({ isChanged }) => isChanged)).toEqual([false, true, true]);
});

test('tools stand under their servers; what a server cannot show is said of it', () => {
  const rows = groupTools(switched, switched, grouping);
  expect(rows.map(({ key }) => key)).toEqual([
    'server a',
    'a get',
    'a put',
    'server b',
    'b get',
    'server new',
    'server off',
    'server lost',
  ]);
  expect(rows[0]).toMatchObject({ isIn: true, tools: 2, shown: 1, tokens: 40, shownTokens: 10 });
  const notes = rows.flatMap((row) => (row.kind === 'server' ? [row.note] : []));
  expect(notes).toEqual([undefined, undefined, 'unknown', 'disabled', 'gone']);
});

test('a search shows what fits, also of servers that are closed', () => {
  const found = filterTools(switched, { text: 'GET', show: 'all' });
  const narrowed = { ...grouping, closed: new Set(['a']), isNarrowed: true };
  expect(groupTools(switched, found, narrowed).map(({ key }) => key)).toEqual([
    'server a',
    'a get',
    'server b',
    'b get',
  ]);
  expect(filterTools(switched, { text: '', show: 'hidden' })).toHaveLength(2);
  expect(filterTools(switched, { text: '', show: 'changed' })).toHaveLength(2);
  expect(filterTools(switched, { text: '', show: 'shown' })).toHaveLength(1);
});

test('what is seen is numbered as the client gets it, also where the costliest come first', () => {
  const rows = flatTools(switched, true);
  expect(rows.map((row) => row.kind === 'tool' && [row.place, row.tool.name])).toEqual([
    [2, 'a__put'],
    [1, 'a__get'],
    [3, 'b__get'],
  ]);
});
