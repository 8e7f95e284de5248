import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startFakeHub } from '../../testing/fake-hub.ts';
import { openTerminal } from '../../testing/terminal.ts';

async function open() {
  const terminal = await openTerminal({ env: { CODEX_HOME: '/c' } });
  const hub = await startFakeHub(terminal.io.paths);
  return {
    ...terminal,
    clients: hub.clients,
    async [Symbol.asyncDispose]() {
      await hub.close();
      await terminal[Symbol.asyncDispose]();
    },
  };
}

test('asks for one entry, which is Loom, for the installed clients', async () => {
  await using at = await open();
  at.clients.generated.files.push({ target: 'cursor', file: '/g/default/cursor/mcp.json' });
  expect(await at.loom('generate', 'configs')).toBe(0);
  expect(at.clients.calls).toEqual([
    { call: 'generate', input: { env: { CODEX_HOME: '/c' }, mode: 'loom' } },
  ]);
  expect(at.stdout.text).toBe('CLIENT  FILE\ncursor  /g/default/cursor/mcp.json\n');
});

test('hands over what is wished for, and fails where something was refused', async () => {
  await using at = await open();
  const place = { target: 'zed', label: 'Zed', file: '/g/zed.json' };
  at.clients.generated.refused.push(
    { ...place, code: 'not-expressible', reason: 'github: no references', remedy: 'Use Loom.' },
    { ...place, code: 'not-expressible', reason: 'docs: no references', remedy: 'Use Loom.' },
  );
  const words = ['--direct', '--target', 'zed', 'cursor', '--out', 'out', '--profile', 'work'];
  expect(await at.loom('generate', 'configs', ...words, '--via', 'http')).toBe(1);
  expect(at.clients.calls[0]?.input).toMatchObject({
    mode: 'direct',
    targets: ['zed', 'cursor'],
    out: join(at.home, 'out'),
    profile: 'work',
    via: 'http',
  });
  expect(at.stdout.text).toBe(
    'Nothing was written into /home/ada/generated.\nZed: github: no references\n' +
      'Zed: docs: no references\n→ Use Loom.\n',
  );
  expect(await at.loom('generate', 'configs', '--direct', '--loom-mode')).toBe(2);
});
