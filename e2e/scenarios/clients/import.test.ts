/** `loom import`, `loom generate configs` and `loom validate configs` with the built hub. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { runLoom } from '../../harness/home.ts';
import { startHub, type TestHub } from '../../harness/hub.ts';
import { connectSocket } from '../../harness/raw-client.ts';
import { textOf } from '../../harness/rpc-session.ts';
import { serverFolder } from '../../harness/servers.ts';

/** No format that anybody knows: it is found by the name of its variable. */
const canary = 'canary5f3a1c9e7d2b8844aa';
const script = join(serverFolder, 'blabbing.ts');

const cursorFile = '.cursor/mcp.json';
const codexFile = '.codex/config.toml';

const files = {
  [cursorFile]: JSON.stringify({
    mcpServers: {
      'my tools': { command: process.execPath, args: [script], env: { KEY_TOKEN: canary } },
    },
  }),
  // The same server under another name.
  [codexFile]: [
    '[mcp_servers.tools]',
    `command = ${JSON.stringify(process.execPath)}`,
    `args = [${JSON.stringify(script)}]`,
    `env = { KEY_TOKEN = "${canary}" }`,
    '',
  ].join('\n'),
  '.kiro/settings/mcp.json': '{"mcpServers": {\n  oops',
};

async function startWithClients(): Promise<TestHub> {
  const hub = await startHub();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(hub.home, name)), { recursive: true });
    await writeFile(join(hub.home, name), text);
  }
  return hub;
}

test('servers of clients become servers of Loom, and their secrets are nowhere but in the vault', async () => {
  await using hub = await startWithClients();
  const shown = await runLoom(hub.home, ['import', '--dry-run']);
  expect(shown.stdout).toContain('called "my tools" there');
  expect(shown.stdout).toContain('KEY_TOKEN: …(24 characters) moves into the vault as KEY_TOKEN');
  expect(shown.stdout).toMatch(/Not read: .*\.kiro\/settings\/mcp\.json:2:/);
  expect((await runLoom(hub.home, ['import'])).code).toBe(2);
  expect(await hub.api.servers.list()).toEqual([]);

  const added = await runLoom(hub.home, ['import', '--yes']);
  expect(added).toMatchObject({ code: 0, stdout: expect.stringContaining(': tools.') });
  const { entry, view } = await hub.api.servers.get({ id: 'tools' });
  expect(entry).toEqual({
    transport: 'stdio',
    command: process.execPath,
    args: [script],
    env: { KEY_TOKEN: '${secret:KEY_TOKEN}' },
  });
  // Nothing has run yet.
  expect(view.health).toMatchObject({ phase: 'idle' });

  await using client = await connectSocket(hub);
  expect(textOf(await client.callTool('tools__env', { name: 'KEY_TOKEN' }))).toBe(canary);

  const again = await runLoom(hub.home, ['import']);
  expect(again).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('registry.yaml already: tools'),
  });
  const said = [shown, added, again].map(({ stdout, stderr }) => stdout + stderr);
  expect([...said, hub.output()].join('\n')).not.toContain(canary);
  const own = Object.keys(files).map((name) => join(hub.home, name));
  expect((await filesWith(hub.home, canary)).filter((file) => !own.includes(file))).toEqual([]);
  for (const [name, text] of Object.entries(files)) {
    expect(await readFile(join(hub.home, name), 'utf8')).toBe(text);
  }
});

test('what was pasted is added under the name that it is given', async () => {
  await using hub = await startHub();
  const words = ['import', '--yes', '--as', 'mine', '--', 'claude', 'mcp', 'add', 'x'];
  const { code } = await runLoom(hub.home, [...words, '-e', 'A=b', '--', 'node', 'x y.js']);
  expect(code).toBe(0);
  expect((await hub.api.servers.get({ id: 'mine' })).entry).toMatchObject({
    command: 'node',
    args: ['x y.js'],
    env: { A: 'b' },
  });
});

test('generated files are well, live ones are not', async () => {
  await using hub = await startWithClients();
  const made = await runLoom(hub.home, ['generate', 'configs', '--target', 'cursor', 'codex']);
  expect(made.code).toBe(0);
  const generated = join(hub.home, 'generated/mcp/default/cursor/mcp.json');
  const { loom } = JSON.parse(await readFile(generated, 'utf8')).mcpServers;
  expect(loom.args).toEqual(['proxy', '--client', 'cursor']);

  const { code, stdout } = await runLoom(hub.home, ['validate', 'configs', 'cursor', 'kiro']);
  expect(code).toBe(1);
  expect(stdout).toContain('3 files checked, something is wrong in 2.');
  expect(stdout).toMatch(/\.kiro\/settings\/mcp\.json:2:\d+ \(kiro\)/);
  expect(stdout).toContain('env.KEY_TOKEN: …(24 characters)');
  expect(stdout).not.toContain(canary);
});

async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  // A database's journal may be gone again between listing and reading; what is gone holds nothing.
  const texts = await Promise.all(found.map((file) => readFile(file, 'latin1').catch(orGone)));
  return found.filter((_, index) => texts[index]?.includes(text));
}

function orGone(err: NodeJS.ErrnoException): string {
  if (err.code === 'ENOENT') return '';
  throw err;
}
