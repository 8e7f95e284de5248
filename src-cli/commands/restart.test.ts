import { expect, test } from 'vitest';
import { startFakeHub } from '../testing/fake-hub.ts';
import { openTerminal } from '../testing/terminal.ts';

test('tells the hub to start again, and waits for the one that follows', async () => {
  await using terminal = await openTerminal();
  const hub = await startFakeHub(terminal.io.paths);
  const { startedAt, pid } = hub.state;
  expect(await terminal.loom('restart')).toBe(0);
  expect(hub.state.startedAt).not.toBe(startedAt);
  expect(terminal.stdout.text).toContain(`The hub runs again (pid ${pid}).`);
  await hub.close();
});

test('says so where no hub runs', async () => {
  await using terminal = await openTerminal();
  expect(await terminal.loom('restart')).toBe(5);
});
