import { describe, expect, test } from 'vitest';
import { ServerSpec } from '../../../../src-shared/domain/server.ts';
import { clients } from '../index.ts';
import { machines } from '../testing/machines.ts';
import { directEntries } from './direct-entries.ts';
import { profileServers } from './profile-servers.ts';

const token = `gh${'p_'}${'aZ3kQ9'.repeat(6)}`;

function dialectOf(id: string) {
  const client = clients.find((one) => one.id === id);
  if (!client) throw new Error(`there is no client ${id}`);
  return client.dialect;
}

function direct(
  client: string,
  entries: Record<string, unknown>,
  rest: { machine?: (typeof machines)[keyof typeof machines]; httpOnly?: string } = {},
) {
  const servers = Object.fromEntries(
    Object.entries(entries).map(([id, entry]) => [id, ServerSpec.parse(entry)]),
  );
  const { machine = machines.linux, httpOnly } = rest;
  return directEntries({ servers, dialect: dialectOf(client), machine, httpOnly });
}

const stdio = (rest: object) => ({ transport: 'stdio', command: 'run', ...rest });
const http = (rest: object) => ({ transport: 'http', url: 'https://example.com/mcp', ...rest });

describe('direct entries', () => {
  test("secrets and variables become the client's own references", async () => {
    const { entries, refused, notes } = await direct('claude-code', {
      a: stdio({ args: ['${home}/x', '$HOMER'], env: { T: '${secret:A_TOKEN}', U: '${env:U}' } }),
      b: http({ headers: { Authorization: 'Bearer ${secret:B_TOKEN}' } }),
    });
    expect(refused).toEqual([
      { server: 'a', reason: expect.stringContaining('would take a plain text in arg') },
    ]);
    expect(entries).toEqual([
      {
        name: 'b',
        value: {
          type: 'http',
          url: 'https://example.com/mcp',
          headers: { Authorization: 'Bearer ${B_TOKEN}' },
        },
      },
    ]);
    expect(notes).toContain('b: needs B_TOKEN in the environment that the client starts in');
    const cursor = await direct('cursor', { a: stdio({ env: { T: '${secret:A_TOKEN}' } }) });
    expect(cursor.entries[0]?.value).toMatchObject({ env: { T: '${env:A_TOKEN}' } });
  });

  test('a server whose secret the client cannot refer to is refused with the reason', async () => {
    const { entries, refused } = await direct('claude-desktop', {
      plain: stdio({ args: ['$HOME', '$${x}'], env: { A: 'b' } }),
      secret: stdio({ env: { T: '${secret:A_TOKEN}' } }),
      remote: http({}),
    });
    expect(entries).toMatchObject([
      { name: 'plain', value: { command: 'run', args: ['$HOME', '${x}'], env: { A: 'b' } } },
    ]);
    expect(refused).toEqual([
      { server: 'secret', reason: 'the client takes no value for $A_TOKEN from its environment' },
      { server: 'remote', reason: 'its file takes no servers with a URL' },
    ]);
  });

  test('a secret that stands in registry.yaml in plain text goes nowhere', async () => {
    const result = await direct('cursor', {
      env: stdio({ env: { GITHUB_TOKEN: token } }),
      arg: stdio({ args: ['--token', token] }),
    });
    expect(result.entries).toEqual([]);
    expect(result.refused).toMatchObject([{ server: 'env' }, { server: 'arg' }]);
    expect(JSON.stringify(result)).not.toContain(token);
  });

  test('what only Loom knows is refused, what only Loom does is noted', async () => {
    const { entries, refused, notes } = await direct('cursor', {
      project: stdio({ args: ['${project}'] }),
      after: stdio({ env: { DSN: 'x://u:${secret:P}@h' } }),
      odd: stdio({ env: { T: '${secret:a.b}' } }),
      off: stdio({ enabled: false }),
      filtered: stdio({ tools: { deny: ['x'] } }),
    });
    expect(refused.map(({ server }) => server)).toEqual(['project', 'after', 'odd']);
    expect(entries.map(({ name }) => name)).toEqual(['filtered']);
    expect(notes).toEqual(['filtered: the filter of its tools holds only through Loom']);
  });

  test('a folder of its own is kept where the client has one, else the server is refused', async () => {
    const servers = { a: stdio({ cwd: '${home}/x' }) };
    const codex = await direct('codex', servers);
    expect(codex.entries[0]?.value).toMatchObject({ cwd: '/home/ada/x' });
    const desktop = await direct('claude-desktop', servers);
    expect(desktop.refused).toHaveLength(1);
  });

  test('programs that are scripts on Windows start through cmd there', async () => {
    const servers = { a: stdio({ command: 'npx', args: ['-y', 'x'] }), b: stdio({}) };
    const windows = await direct('claude-desktop', servers, { machine: machines.win32 });
    expect(windows.entries.map(({ value }) => [value.command, value.args])).toEqual([
      ['cmd', ['/c', 'npx', '-y', 'x']],
      ['run', []],
    ]);
  });

  test('a build that cannot start programs gets remote servers only', async () => {
    const servers = { a: stdio({}), b: http({}) };
    const { entries, refused } = await direct('vscode', servers, { httpOnly: 'it is a Flatpak' });
    expect(entries.map(({ name }) => name)).toEqual(['b']);
    expect(refused).toEqual([{ server: 'a', reason: 'it is a Flatpak' }]);
  });
});

describe("a profile's servers", () => {
  const servers = { a: ServerSpec.parse(stdio({})), b: ServerSpec.parse(http({})) };

  test('are all, or those that it names', () => {
    const profiles = { review: { servers: ['b', 'gone'] } };
    expect(Object.keys(profileServers({ servers, profiles }))).toEqual(['a', 'b']);
    expect(Object.keys(profileServers({ servers, profiles }, 'review'))).toEqual(['b']);
  });

  test('of a profile that does not exist are an error, which names those that do', () => {
    expect(() => profileServers({ servers, profiles: {} }, 'work')).toThrowError(
      expect.objectContaining({ code: 'not-found', remedy: 'There are: default.' }),
    );
  });
});
