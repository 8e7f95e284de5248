import { expect, test } from 'vitest';
import { startFakeHub } from '../testing/fake-hub.ts';
import { openTerminal } from '../testing/terminal.ts';

test('names the host before the browser is sent there', async () => {
  await using terminal = await openTerminal();
  await using hub = await startFakeHub(terminal.io.paths);
  const signIn = {
    ...{ phase: 'signed-in' as const, since: Number.MAX_SAFE_INTEGER, renews: true },
    ...{ issuer: 'https://auth.example.com', scopes: [], wanted: [] },
  };
  const { servers } = hub.state;
  hub.state = { ...hub.state, servers: servers.map((server) => ({ ...server, signIn })) };
  let saidBefore = '';
  terminal.io.openUrl = async () => {
    saidBefore = terminal.stderr.text;
  };
  expect(await terminal.loom('sign-in', 'echo')).toBe(0);
  expect(saidBefore).toContain('Opening auth.example.com in the browser.');
});
