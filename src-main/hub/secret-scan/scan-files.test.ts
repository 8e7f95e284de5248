import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { scanMachine } from './scan-machine.ts';
import { madeUp } from './testing/made-up.ts';

const token = `gh${'p_'}${madeUp(36)}`;

async function openMachine(files: Record<string, string | Uint8Array>) {
  const home = await mkdtemp(join(tmpdir(), 'loom-scan-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(home, name)), { recursive: true });
    await writeFile(join(home, name), content);
  }
  const at = (name: string) => join(home, name);
  return {
    home,
    at,
    scan: () =>
      scanMachine({
        registryPath: at('registry.yaml'),
        configPath: at('config.yaml'),
        platform: 'linux',
        home,
        env: {},
      }),
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  };
}

test('a machine without any of the files is clean', async () => {
  await using machine = await openMachine({});
  expect(await machine.scan()).toEqual({ findings: [], checked: [], unchecked: [] });
});

test('finds secrets in every format, says whose file it is, and shows none of them', async () => {
  await using machine = await openMachine({
    'registry.yaml': `servers:\n  a: {transport: stdio, command: x, env: {T: ${token}}}\n`,
    'config.yaml': 'naming: prefix\n',
    '.cursor/mcp.json': `{\n "mcpServers": {"b": {"url": "https://u:${token}@h.example.com/"}}\n}`,
    '.codex/config.toml': `[mcp_servers.c]\nargs = ["--token", "${token}"]\n`,
    '.config/goose/config.yaml': `extensions:\n  d:\n    envs: {API_KEY: ${madeUp(30)}}\n`,
    '.openclaw/openclaw.json': `// mine\n{mcp: {servers: {f: {env: {T: '${token}'}}}}}`,
    '.config/Code/User/profiles/-1a2b/mcp.json': `{"servers": {"e": {"headers": {"X": "${token}"}}}}`,
  });
  const scan = await machine.scan();
  expect(scan.findings).toMatchObject([
    { file: machine.at('registry.yaml'), line: 2, column: 46, format: 'github' },
    { file: machine.at('.codex/config.toml'), client: 'Codex', field: 'mcp_servers.c.args[1]' },
    { file: machine.at('.cursor/mcp.json'), client: 'Cursor', line: 2, column: 30 },
    { client: 'Goose', field: 'extensions.d.envs.API_KEY', preview: '…(30 characters)' },
    { client: 'OpenClaw', field: 'mcp.servers.f.env.T', line: 2, column: 31 },
    { client: 'VS Code', field: 'servers.e.headers.X' },
  ]);
  expect(scan.findings[0]).not.toHaveProperty('client');
  expect(scan.checked).toHaveLength(7);
  expect(scan.unchecked).toEqual([]);
  expect(JSON.stringify(scan)).not.toContain(token.slice(4, 12));
});

test("looks at a client's servers, not at its other settings", async () => {
  const settings = {
    primaryApiKey: token,
    projects: { '/shop': { mcpServers: { a: { env: { A_TOKEN: token } } }, history: [token] } },
  };
  await using machine = await openMachine({ '.claude.json': JSON.stringify(settings) });
  const { findings } = await machine.scan();
  expect(findings.map(({ field }) => field)).toEqual(['projects."/shop".mcpServers.a.env.A_TOKEN']);
});

test('tells what it could not look through from what is clean', async () => {
  const long = JSON.stringify({
    mcpServers: { a: { note: 'x'.repeat(70_000), env: { T: token } } },
  });
  await using machine = await openMachine({
    'registry.yaml': `servers: [${token}\n`,
    '.cursor/mcp.json': `{"mcpServers": {"a": ${token}}}`,
    '.kiro/settings/mcp.json': new Uint8Array([0xff, 0xfe, 0x7b, 0]),
    '.vibe/config.toml': `a = "${token}\n`,
    '.junie/mcp/mcp.json/folder': '',
    '.aws/amazonq/mcp.json': long,
    '.lmstudio': 'no folder',
  });
  const scan = await machine.scan();
  const told = scan.unchecked.map(({ file, reason, line, column }) => [
    file.slice(machine.home.length + 1),
    reason,
    line,
    column,
  ]);
  expect(told).toEqual([
    ['registry.yaml', 'it is not valid YAML', 2, 1],
    ['.aws/amazonq/mcp.json', 'a text in it is longer than 64 KB', 1, 28],
    ['.cursor/mcp.json', 'it is not valid JSON', 1, 22],
    ['.junie/mcp/mcp.json', 'it is a folder', undefined, undefined],
    ['.kiro/settings/mcp.json', expect.stringContaining('UTF-16'), undefined, undefined],
    ['.vibe/config.toml', 'it is not valid TOML', 1, expect.any(Number)],
  ]);
  expect(scan.findings.map(({ file }) => file)).toEqual([machine.at('.aws/amazonq/mcp.json')]);
  expect(scan.checked).toEqual([]);
  expect(JSON.stringify(scan)).not.toContain(token.slice(4, 12));
});

test('a file that nests too deeply keeps no other from being looked through', async () => {
  await using machine = await openMachine({
    '.cursor/mcp.json': '['.repeat(200_000),
    '.junie/mcp/mcp.json': JSON.stringify({ mcpServers: { a: { env: { T: token } } } }),
  });
  const { findings, unchecked } = await machine.scan();
  expect(findings.map(({ file }) => file)).toEqual([machine.at('.junie/mcp/mcp.json')]);
  expect(unchecked).toMatchObject([{ reason: 'it is not valid JSON', line: 1, column: 1 }]);
});

test.skipIf(process.getuid?.() === 0)('a file that is not ours to read is told', async () => {
  await using machine = await openMachine({ '.cursor/mcp.json': '{}' });
  await chmod(machine.at('.cursor/mcp.json'), 0);
  const { unchecked } = await machine.scan();
  expect(unchecked).toMatchObject([{ reason: expect.stringContaining('EACCES') }]);
});

test('changes nothing and follows links', async () => {
  const text = `{"mcpServers": {"a": {"env": {"T": "${token}"}}}}`;
  await using machine = await openMachine({ 'dotfiles/mcp.json': text, '.cursor/other': '' });
  await symlink(machine.at('dotfiles/mcp.json'), machine.at('.cursor/mcp.json'));
  expect((await machine.scan()).findings).toHaveLength(1);
  expect(await readFile(machine.at('dotfiles/mcp.json'), 'utf8')).toBe(text);
});
