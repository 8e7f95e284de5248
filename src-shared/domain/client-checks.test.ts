import { expect, test } from 'vitest';
import type { TargetState, TargetView } from './client.ts';
import { checkClients, isToldBy } from './client-checks.ts';

test('names drifted and unreadable files with what to do; others are no matter', () => {
  const checks = checkClients([
    target('cursor', { phase: 'drifted', how: 'missing', since: 1 }),
    target('codex:project', { phase: 'drifted', how: 'changed', since: 1 }, '/home/ada/my shop'),
    target('gemini-cli', { phase: 'unreadable', reason: 'no }', line: 2, column: 1 }),
    target('zed', { phase: 'absent' }),
  ]);
  expect(checks).toMatchObject([
    {
      ...{ id: 'client cursor', verdict: 'warn', found: "Loom's entry is gone from /f/cursor" },
      remedy: '`loom sync cursor` puts it back; `loom sync cursor --remove` ends it.',
      told: { finding: 'client-missing', path: '/f/cursor' },
    },
    {
      remedy: expect.stringContaining('`loom sync codex:project --project "/home/ada/my shop"`'),
      told: { finding: 'client-changed' },
    },
    {
      found: '/f/gemini-cli:2:1: no }',
      told: { finding: 'client-unreadable', evidence: ['no }'] },
    },
  ]);
  expect(isToldBy(checks, { code: 'file-changed', file: '/f/cursor' })).toBe(true);
  expect(isToldBy(checks, { code: 'file-changed', file: '/f/other' })).toBe(false);
  expect(isToldBy(checks, { code: 'vault-locked' })).toBe(false);
});

test('says that all is well where it is', () => {
  expect(checkClients([target('cursor', { phase: 'synced' })])).toMatchObject([
    { id: 'clients', verdict: 'ok', found: expect.stringContaining('1 file has') },
  ]);
});

function target(id: string, state: TargetState, project?: string): TargetView {
  return {
    ...{ id, client: id, label: id, scope: 'user', file: `/f/${id}`, format: 'json', state },
    ...{ exists: true, takesHttp: true, heal: 'ask', proof: { phase: 'none' } },
    ...{ duplicates: [], reload: 'restart' as const, notes: [] },
    ...(project !== undefined && { project }),
  };
}
