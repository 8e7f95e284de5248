import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { ImportCandidate } from '../../../src-shared/domain/import.ts';
import { startFakeHub } from '../../testing/fake-hub.ts';
import { openTerminal } from '../../testing/terminal.ts';

const github: ImportCandidate = {
  id: 'github',
  names: ['github', 'GitHub MCP'],
  sources: [
    { target: 'cursor', label: 'Cursor', file: '/home/ada/.cursor/mcp.json' },
    { target: 'zed', label: 'Zed', file: '/home/ada/.config/zed/settings.json' },
  ],
  runs: 'npx -y @modelcontextprotocol/server-github',
  entry: {
    transport: 'stdio',
    command: 'npx',
    args: ['-y', '@modelcontextprotocol/server-github'],
    env: { GITHUB_TOKEN: '${secret:GITHUB_TOKEN}', NODE_OPTIONS: '--require ./x.js' },
    cwd: '/srv',
  },
  secrets: [
    {
      name: 'GITHUB_TOKEN',
      field: 'env.GITHUB_TOKEN',
      preview: 'ghp_…(40 characters)',
      isKept: false,
    },
  ],
  notes: ['not carried over: autoApprove'],
  digest: 'd1',
};
const docs: ImportCandidate = {
  id: 'docs-2',
  names: ['docs'],
  sources: [{ target: 'cursor', label: 'Cursor', file: '/home/ada/.cursor/mcp.json' }],
  runs: 'https://docs.example.com/mcp',
  entry: { transport: 'http', url: 'https://docs.example.com/mcp', enabled: false },
  secrets: [],
  notes: [],
  conflict: 'docs',
  digest: 'd2',
};
const known: ImportCandidate = { ...docs, id: 'files', names: ['files'], alreadyAs: 'files' };

async function openImport(candidates: ImportCandidate[], columns?: number) {
  const terminal = await openTerminal({ ...(columns && { columns }), env: { CODEX_HOME: '/c' } });
  const hub = await startFakeHub(terminal.io.paths);
  const { clients } = hub;
  clients.plan = { candidates, skipped: [], unreadable: [], read: ['/home/ada/.cursor/mcp.json'] };
  clients.imported = { added: ['github'], secrets: ['GITHUB_TOKEN'], refused: [] };
  return {
    ...terminal,
    clients,
    inputs: (call: string) =>
      clients.calls.filter((made) => made.call === call).map(({ input }) => input),
    chosen: () =>
      clients.calls
        .filter(({ call }) => call === 'importServers')
        .map(({ input }) => (input as { choices: unknown }).choices),
    async [Symbol.asyncDispose]() {
      await hub.close();
      await terminal[Symbol.asyncDispose]();
    },
  };
}

describe('loom import', () => {
  test('shows the exact commands, asks which, and adds just those', async () => {
    await using at = await openImport([github, docs, known], 100);
    const done = at.loom('import');
    at.stdin.write('1\n');
    expect(await done).toBe(0);
    const shown = stripVTControlCharacters(at.stderr.text);
    expect(shown).toMatchInlineSnapshot(`
      "1. github (Cursor, Zed)
         called "GitHub MCP" there
         runs: npx -y @modelcontextprotocol/server-github
         in: /srv
         env: GITHUB_TOKEN, NODE_OPTIONS=--require ./x.js
         env.GITHUB_TOKEN: ghp_…(40 characters) moves into the vault as GITHUB_TOKEN
         note: not carried over: autoApprove

      2. docs-2 (Cursor)
         called "docs" there
         docs is another server: this one gets another name
         connects to: https://docs.example.com/mcp
         is switched off, and stays so

      In registry.yaml already: files.
      Add which? Names or numbers, "all", or nothing: "
    `);
    expect(at.chosen()).toEqual([[{ id: 'github', digest: 'd1' }]]);
    expect(at.stdout.text).toMatchInlineSnapshot(`
      "Added to registry.yaml: github.
      In the vault now: 1 secret: GITHUB_TOKEN.
      They start when they are first used. Their old entries are still in the clients: \`loom sync --replace\` gives each client Loom in their place.
      "
    `);
  });

  test('adds nothing where the answer is nothing', async () => {
    await using at = await openImport([github, docs], 100);
    const done = at.loom('import');
    at.stdin.write('\n');
    expect(await done).toBe(1);
    expect(at.chosen()).toEqual([]);
    expect(at.stderr.text).toContain('Nothing was added.');
  });

  test('takes all at a word, and one that is not there is an error', async () => {
    await using at = await openImport([github, docs, known], 100);
    const done = at.loom('import');
    at.stdin.write('all\n');
    expect(await done).toBe(0);
    expect(at.chosen()[0]).toHaveLength(2);
    await using other = await openImport([github, docs], 100);
    const wrong = other.loom('import');
    other.stdin.write('gihtub\n');
    expect(await wrong).toBe(4);
    expect(other.stderr.text).toContain('Did you mean "github"?');
  });

  test('asks nobody where there is no terminal; --yes adds all that is new', async () => {
    await using at = await openImport([github, docs, known]);
    expect(await at.loom('import')).toBe(2);
    expect(at.chosen()).toEqual([]);
    expect(await at.loom('import', '--yes', '--json')).toBe(0);
    expect(at.chosen()).toEqual([
      [
        { id: 'github', digest: 'd1' },
        { id: 'docs-2', digest: 'd2' },
      ],
    ]);
    expect(JSON.parse(at.stdout.text.slice(at.stdout.text.lastIndexOf('\n{') + 1))).toEqual(
      at.clients.imported,
    );
  });

  test('chooses by name, and gives one another name', async () => {
    await using at = await openImport([github, docs]);
    expect(await at.loom('import', '--yes', '--as', 'gh')).toBe(2);
    await at.loom('import', '--yes', '--server', 'docs', '--as', 'manual');
    expect(at.chosen()).toEqual([[{ id: 'docs-2', digest: 'd2', as: 'manual' }]]);
  });

  test('only shows with --dry-run', async () => {
    await using at = await openImport([github]);
    expect(await at.loom('import', '--dry-run', '--json')).toBe(0);
    expect(JSON.parse(at.stdout.text)).toEqual(at.clients.plan);
    expect(at.chosen()).toEqual([]);
  });

  test('says what was refused and why, and fails', async () => {
    await using at = await openImport([github]);
    const refused = [{ id: 'github', reason: 'it has changed', remedy: 'Look again.' }];
    at.clients.imported = { added: [], secrets: [], refused };
    expect(await at.loom('import', '--yes')).toBe(1);
    expect(at.stdout.text).toBe('github was not added: it has changed\n→ Look again.\n');
  });

  test('a text that cannot be read fails; what a file says cannot write to the terminal', async () => {
    await using at = await openImport([]);
    const reason = 'it is \u001b[31mno JSON\u0007';
    at.clients.plan = {
      candidates: [],
      skipped: [],
      unreadable: [{ file: 'the text', reason, line: 2, column: 1 }],
      read: [],
    };
    expect(await at.loom('import', '{ "a": ')).toBe(3);
    expect(at.stdout.text).toBe(
      'Not read: the text:2:1: it is no JSON\n\nNo servers were found.\n',
    );
  });
});

describe('what the words mean', () => {
  const env = { CODEX_HOME: '/c' };

  test('clients by default, a project where one is named', async () => {
    await using at = await openImport([]);
    await at.loom('import');
    await at.loom('import', 'cursor', 'vscode:insiders', '--project', 'shop');
    await at.loom('import', 'all');
    expect(at.inputs('findServers')).toEqual([
      { env },
      { env, targets: ['cursor', 'vscode:insiders'], project: join(at.home, 'shop') },
      { env, targets: ['all'] },
    ]);
  });

  test('a file, a link, a command line or stdin', async () => {
    await using at = await openImport([]);
    await mkdir(join(at.home, 'sub'));
    await writeFile(join(at.home, 'sub/mcp.json'), '{"a":1}');
    await writeFile(join(at.home, 'servers'), 'b: 1');
    const link = 'vscode:mcp/install?%7B%22name%22%3A%22x%22%7D';
    await at.loom('import', 'sub/mcp.json');
    await at.loom('import', 'servers');
    await at.loom('import', link);
    await at.loom('import', 'claude mcp add x -- npx "a b"');
    await at.loom('import', '--', 'claude', 'mcp', 'add', 'x', '--', 'npx', 'a b');
    at.stdin.end('c = 1');
    await at.loom('import', '-', 'cursor');
    expect(at.inputs('findServers')).toEqual([
      { env, text: '{"a":1}', textName: join(at.home, 'sub/mcp.json') },
      { env, text: 'b: 1', textName: join(at.home, 'servers') },
      { env, text: link, textName: 'the link' },
      { env, text: 'claude mcp add x -- npx "a b"', textName: 'the text' },
      { env, text: "claude mcp add x -- npx 'a b'", textName: 'the command line' },
      { env, text: 'c = 1', textName: 'stdin', targets: ['cursor'] },
    ]);
  });

  test('one text at a time, and a file that is there', async () => {
    await using at = await openImport([]);
    expect(await at.loom('import', '{"a":1}', '{"b":1}')).toBe(2);
    expect(await at.loom('import', './gone.json')).toBe(3);
    expect(at.stderr.text).toContain('cannot be read');
  });
});
