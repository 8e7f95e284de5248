import { expect, test } from 'vitest';
import type { ServerHealth, ServerView } from '../../../src-shared/domain/hub-state.ts';
import { idleServer } from '../../../src-shared/domain/testing/sample-state.ts';
import { belongsTo, rankOf, searchServers, shows } from './filter-servers.ts';

const failed: ServerHealth = { phase: 'failed', since: 0, error: 'it ended', remedy: 'restart it' };

test('every server is in exactly one part of the list', () => {
  const healths: ServerHealth[] = [
    failed,
    { phase: 'ready', since: 0 },
    { phase: 'idle', since: 0 },
    { phase: 'disabled' },
    { phase: 'waiting', since: 0, awaits: 'secret X', error: '', remedy: '' },
  ];
  for (const health of healths) {
    const server = { ...idleServer('x'), health };
    expect(shows.filter((show) => belongsTo(server, show))).toHaveLength(2);
  }
});

test('finds servers by every word, in name, title and command', () => {
  const servers: ServerView[] = [
    { ...idleServer('github'), title: 'Code host' },
    idleServer('files'),
  ];
  const found = (query: string) => searchServers(servers, query).map(({ id }) => id);
  expect(found('code GIT')).toEqual(['github']);
  expect(found('@example/files')).toEqual(['files']);
  expect(found('')).toEqual(['github', 'files']);
  expect(found('code files')).toEqual([]);
});

test('what is broken comes before what works', () => {
  expect(rankOf({ ...idleServer('x'), health: failed })).toBeLessThan(rankOf(idleServer('x')));
});
