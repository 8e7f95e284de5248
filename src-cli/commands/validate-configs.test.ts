import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startFakeHub } from '../testing/fake-hub.ts';
import { openTerminal } from '../testing/terminal.ts';

test('tells what is wrong in which file, and fails; `loom validate` is what it was', async () => {
  const secrets = { findings: [], checked: [], unchecked: [] };
  await using terminal = await openTerminal({
    headless: { validateFiles: async () => [], scanSecrets: async () => secrets },
  });
  await using hub = await startFakeHub(terminal.io.paths);
  hub.clients.checked = [
    { file: '/home/ada/.kiro/mcp.json', target: 'kiro', ok: true, findings: [] },
    {
      file: '/home/ada/.cursor/mcp.json',
      target: 'cursor',
      ok: false,
      findings: [{ text: 'a value is missing', line: 2, column: 5 }, { text: 'no \u001b[1mend' }],
    },
  ];
  expect(await terminal.loom('validate', 'configs', 'cursor', '--out', 'o', '--project', 'p')).toBe(
    1,
  );
  expect(terminal.stdout.text).toBe(
    '/home/ada/.cursor/mcp.json:2:5 (cursor) a value is missing\n' +
      '/home/ada/.cursor/mcp.json (cursor) no end\n' +
      '2 files checked, something is wrong in 1.\n' +
      '→ `loom import` moves secrets into the vault; `loom sync --replace` then takes them out of the ' +
      'files.\n',
  );
  expect(hub.clients.calls[0]?.input).toEqual({
    env: {},
    targets: ['cursor'],
    out: join(terminal.home, 'o'),
    project: join(terminal.home, 'p'),
  });
  hub.clients.checked.splice(1);
  expect(await terminal.loom('validate', 'configs')).toBe(0);
  expect(terminal.stdout.text).toContain('1 file checked, nothing wrong.');
  expect(await terminal.loom('validate')).toBe(0);
  expect(terminal.stdout.text).toContain('registry.yaml and config.yaml are valid.');
});
