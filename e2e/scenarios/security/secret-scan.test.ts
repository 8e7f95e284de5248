/** Secrets that stand in files in plain text: found, shown to nobody, moved into the vault. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { madeUp } from '../../../src-main/hub/secret-scan/testing/made-up.ts';
import type { SecretScan } from '../../../src-shared/domain/secret-finding.ts';
import { createHome, runLoom } from '../../harness/home.ts';
import { startHub, type TestHub } from '../../harness/hub.ts';
import { connectSocket } from '../../harness/raw-client.ts';
import { readIfThere } from '../../harness/read-if-there.ts';
import { textOf } from '../../harness/rpc-session.ts';
import { serverFolder } from '../../harness/servers.ts';

const token = `gh${'p_'}${madeUp(36)}`;
const key = madeUp(32, 'word', 2);
const password = `${madeUp(12, 'word', 3)}-99`;

const registry = [
  '# What I use every day.',
  'servers:',
  '  github: # with my own token',
  '    transport: stdio',
  `    command: ${process.execPath}`,
  `    args: ["${join(serverFolder, 'hostile.ts')}"]`,
  `    env: { GITHUB_TOKEN: ${token}, LOG_LEVEL: debug } # rotate in May`,
  '  docs:',
  '    transport: http',
  `    url: 'https://docs.example.com/mcp?api_key=${key}&region=eu'`,
  '    enabled: false',
  '',
].join('\n');

const clients = {
  '.cursor/mcp.json': `{ "mcpServers": { "db": { "command": "x", "env": { "DB_PASSWORD": "${password}" } } } }`,
  '.codex/config.toml': `[mcp_servers.x]\ncommand = "x"\nargs = ["--token", "${token}"]\n`,
  '.gemini/settings.json': `{ "mcpServers": { "a": ${token} } }`,
  '.kiro/settings/mcp.json': '{ "mcpServers": { "a": { "env": { "A_TOKEN": "${A_TOKEN}" } } } }',
};

function writeFiles(home: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), text);
  }
}

/** The secrets that a text holds, plain or in an encoding. */
function secretsIn(text: string): string[] {
  const encoded = (secret: string) => Buffer.from(secret).toString('base64').slice(0, 24);
  return [token, key, password].filter(
    (secret) => text.includes(secret.slice(6)) || text.includes(encoded(secret)),
  );
}

test('loom validate finds them in Loom’s files and the clients’, and shows and changes nothing', async () => {
  await using place = await createHome({ registry });
  writeFiles(place.home, clients);
  const plain = await runLoom(place.home, ['validate']);
  const strict = await runLoom(place.home, ['validate', '--strict', '--json']);
  expect([plain.code, strict.code]).toEqual([0, 1]);
  expect(plain.stdout).toContain('4 secrets in plain text, 1 file not looked through.');
  expect(plain.stdout).toContain(
    `${join(place.home, 'registry.yaml')}:7:26 servers.github.env.GITHUB_TOKEN: ghp_…(40 characters)`,
  );
  const { secrets } = JSON.parse(strict.stdout) as { secrets: SecretScan };
  expect(secrets.findings.map(({ client, field }) => [client, field])).toEqual([
    [undefined, 'servers.github.env.GITHUB_TOKEN'],
    [undefined, 'servers.docs.url'],
    ['Codex', 'mcp_servers.x.args[1]'],
    ['Cursor', 'mcpServers.db.env.DB_PASSWORD'],
  ]);
  expect(secrets.unchecked).toMatchObject([
    { client: 'Gemini CLI', reason: 'it is not valid JSON' },
  ]);
  for (const { stdout, stderr } of [plain, strict]) expect(secretsIn(stdout + stderr)).toEqual([]);

  const files = { 'registry.yaml': registry, ...clients };
  for (const [name, text] of Object.entries(files)) {
    expect(readFileSync(join(place.home, name), 'utf8')).toBe(text);
  }
  expect(existsSync(join(place.home, 'hub.json'))).toBe(false);
});

/** What the server has in its environment. */
async function tokenOfServer(hub: TestHub): Promise<string> {
  await using client = await connectSocket(hub);
  return textOf(await client.callTool('github__env', { name: 'GITHUB_TOKEN' }));
}

test('loom secret adopt moves them into the vault while the hub runs, and servers get them as before', async () => {
  await using hub = await startHub({ registry });
  expect(await tokenOfServer(hub)).toBe(token);

  const shown = await runLoom(hub.home, ['secret', 'adopt', '--dry-run']);
  expect(shown.stdout).toContain('moves to the vault as GITHUB_TOKEN');
  expect((await runLoom(hub.home, ['secret', 'adopt'])).code).toBe(2);
  expect(readFileSync(hub.registryPath, 'utf8')).toBe(registry);
  expect(await hub.api.secrets.list()).toEqual([]);

  const done = await runLoom(hub.home, ['secret', 'adopt', '--yes']);
  expect(done).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('GITHUB_TOKEN, DOCS_API_KEY'),
  });
  expect(readFileSync(hub.registryPath, 'utf8')).toBe(
    registry.replace(token, '"${secret:GITHUB_TOKEN}"').replace(key, '${secret:DOCS_API_KEY}'),
  );
  expect(await hub.api.secrets.list()).toMatchObject([
    { name: 'DOCS_API_KEY', source: 'file', usedBy: ['docs'] },
    { name: 'GITHUB_TOKEN', source: 'file', usedBy: ['github'] },
  ]);
  expect(await tokenOfServer(hub)).toBe(token);
  expect((await runLoom(hub.home, ['validate', '--strict'])).code).toBe(0);

  const left = filesBelow(hub.home).filter((file) => secretsIn(readIfThere(file)).length);
  expect(left).toEqual([]);
  const printed =
    [shown, done].map(({ stdout, stderr }) => stdout + stderr).join('') + hub.output();
  expect(secretsIn(printed)).toEqual([]);
});

test('a secret of that name with another value stays, and the new one gets another name', async () => {
  await using hub = await startHub({ registry });
  await hub.api.secrets.set({ name: 'GITHUB_TOKEN', secret: 'mine' });
  const taken = await runLoom(hub.home, [
    ...['secret', 'adopt', '--yes', 'github.env.GITHUB_TOKEN=GITHUB_TOKEN'],
  ]);
  expect(taken).toMatchObject({ code: 4, stderr: expect.stringContaining('=NAME') });
  const done = await runLoom(hub.home, ['secret', 'adopt', '--yes', '--json', 'github']);
  expect(JSON.parse(done.stdout)).toMatchObject({ adopted: [{ secret: 'GITHUB_GITHUB_TOKEN' }] });
  expect(await hub.api.secrets.reveal({ name: 'GITHUB_TOKEN' })).toEqual({ secret: 'mine' });
  expect(await tokenOfServer(hub)).toBe(token);
});

test('a dry run needs no hub and starts none', async () => {
  await using place = await createHome({ registry });
  const { code, stdout, stderr } = await runLoom(place.home, ['secret', 'adopt', '--dry-run']);
  expect(code).toBe(0);
  expect(stdout).toContain('moves to the vault as DOCS_API_KEY');
  expect(stderr).toContain('no hub is running');
  expect(existsSync(join(place.home, 'hub.json'))).toBe(false);
  expect(secretsIn(stdout + stderr)).toEqual([]);
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}
