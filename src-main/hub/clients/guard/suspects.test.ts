import { expect, test } from 'vitest';
import { listProcessNames } from '../../platform/process-names.ts';
import type { Client } from '../client.ts';
import { findSuspects } from './suspects.ts';

const machine = { platform: 'linux', home: '/home/ada', env: {} };
const client = {
  id: 'claude-desktop',
  label: 'Claude Desktop',
  evidence: () => [
    { command: 'claude-app' },
    { path: '/Applications/Claude.app' },
    { path: '/opt/x' },
  ],
} as unknown as Client;

test('names running programs that are called as the client is', async () => {
  const running = [
    { pid: 30, names: ['Claude', 'electron'] },
    { pid: 10, names: ['node', 'Claude-Desktop.exe'] },
    { pid: 20, names: ['x'] },
    { pid: 25, names: ['claude-app'] },
  ];
  expect(await findSuspects(client, machine, async () => running)).toEqual([
    'Claude-Desktop.exe (pid 10)',
    'claude-app (pid 25)',
    'Claude (pid 30)',
  ]);
});

test.skipIf(process.platform === 'win32')('this very process is found by its names', async () => {
  const own = (await listProcessNames()).find(({ pid }) => pid === process.pid);
  expect(own?.names.join(' ')).toMatch(/node|vitest/);
});
