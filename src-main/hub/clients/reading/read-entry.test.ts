import { expect, test } from 'vitest';
import type { FoundServer } from './found-server.ts';
import { readServers } from './read-servers.ts';

function read(entry: unknown, clientId = 'some'): Partial<FoundServer> {
  const content = { mcpServers: { x: entry } };
  return readServers(content, { root: ['mcpServers'], clientId }).servers[0] ?? {};
}

function skipped(entry: unknown): string | undefined {
  const content = { mcpServers: { x: entry } };
  return readServers(content, { root: ['mcpServers'], clientId: 'some' }).skipped[0]?.reason;
}

test.each<[unknown, string[]]>([
  ['npx -y x --key "a b"', ['npx', '-y', 'x', '--key', 'a b']],
  ['/usr/bin/npx x', ['/usr/bin/npx', 'x']],
  ['"/My Apps/x" --stdio', ['/My Apps/x', '--stdio']],
  ['/Applications/My App.app/Contents/x', ['/Applications/My App.app/Contents/x']],
  ['C:\\Program Files\\x\\x.exe', ['C:\\Program Files\\x\\x.exe']],
  ['C:\\Program Files\\x\\x.exe --a b', ['C:\\Program Files\\x\\x.exe', '--a', 'b']],
  [
    ['uvx', 'x', 1],
    ['uvx', 'x', '1'],
  ],
])('cuts arguments off a command, but no path with blanks: %j', (command, parts) => {
  const { command: program, args = [] } = read({ command });
  expect([program, ...args]).toEqual(parts);
});

test.each<[string[], object | undefined]>([
  [['/c', 'npx', '-y', 'x'], { command: 'npx', args: ['-y', 'x'] }],
  [['/d', '/s', '/C', 'npx -y x'], { command: 'npx', args: ['-y', 'x'] }],
  [['/k', 'npx'], undefined],
  [['/c'], undefined],
])('unwraps cmd %j', (args, unwrapped) => {
  expect(read({ command: 'C:\\Windows\\System32\\cmd.exe', args }).unwrapped).toEqual(unwrapped);
});

test.each<[string, object, object | undefined]>([
  [
    'mcp-remote with a variable of its own',
    {
      command: 'npx',
      args: ['mcp-remote@0.1', 'https://x.example/mcp', '--header', 'Authorization:${AUTH}'],
      env: { AUTH: 'Bearer EXAMPLE-auth-1' },
    },
    {
      url: 'https://x.example/mcp',
      transport: 'auto',
      headers: { Authorization: 'Bearer EXAMPLE-auth-1' },
    },
  ],
  [
    'mcp-remote for SSE, behind cmd',
    {
      command: 'cmd',
      args: ['/c', 'npx', 'mcp-remote', 'https://x.example/sse', '--transport', 'sse-only'],
    },
    { url: 'https://x.example/sse', transport: 'sse', headers: {} },
  ],
  [
    'supergateway',
    { command: 'npx', args: ['-y', 'supergateway', '--streamableHttp', 'https://x.example/mcp'] },
    { url: 'https://x.example/mcp', transport: 'http', headers: {} },
  ],
  [
    'supergateway the other way round',
    { command: 'npx', args: ['-y', 'supergateway', '--stdio', 'uvx x', '--port', '8000'] },
    undefined,
  ],
  [
    'mcp-proxy',
    {
      command: 'uvx',
      args: ['mcp-proxy', '--headers', 'X-Key', 'abc', 'https://x.example/sse'],
    },
    { url: 'https://x.example/sse', transport: 'auto', headers: { 'X-Key': 'abc' } },
  ],
])('sees the server behind a bridge: %s', (_, entry, bridge) => {
  expect(read(entry).bridge).toEqual(bridge);
});

test('leaves a variable to the program that fills it in from its own environment', () => {
  const entry = { command: 'x', args: ['${KEY}', '${OTHER}'], env: { KEY: 'a' } };
  expect(read(entry).references).toMatchObject([{ name: 'OTHER' }]);
});

test('takes a dollar in the middle of a text for a reference only where the client does', () => {
  const entry = { url: 'https://x.example', headers: { 'X-Price': 'over $HOME' } };
  expect(read(entry).references).toEqual([]);
  expect(read(entry, 'gemini-cli').references).toMatchObject([{ text: '$HOME', kind: 'env' }]);
  const whole = { command: 'x', env: { A: '$TOKEN', B: '%TOKEN%', C: 'op://vault/item/key' } };
  expect(read(whole).references?.map(({ kind, name }) => [kind, name])).toEqual([
    ['env', 'TOKEN'],
    ['env', 'TOKEN'],
    ['secret', 'vault/item/key'],
  ]);
});

test.each<[string, string, string]>([
  ['${A:-${B}}', 'env', 'A'],
  ['${env:A}', 'env', 'A'],
  ['${input:a-b}', 'input', 'a-b'],
  ['${workspaceFolder:shop}', 'variable', 'workspaceFolder'],
  ['${/}', 'variable', '/'],
  ['${command:ext.token}', 'command', 'ext.token'],
  ['${{ inputs.KEY }}', 'input', 'KEY'],
  ['{file:~/key}', 'file', '~/key'],
  ['$: pass show key', 'command', 'pass show key'],
])('knows the reference %s', (text, kind, name) => {
  expect(read({ command: 'x', env: { A: text } })).toMatchObject({
    references: [{ text, kind, name, path: ['mcpServers', 'x', 'env', 'A'] }],
    secrets: [],
  });
});

test('never takes the output of a helper for a header, and keeps its name as a reference', () => {
  const entry = { url: 'https://x.example', headersHelper: '/x/print $TOKEN' };
  expect(read(entry)).toMatchObject({
    headers: {},
    references: [{ kind: 'command', text: '/x/print $TOKEN' }],
    unread: ['headersHelper'],
  });
});

test('says where a secret of its own field goes', () => {
  expect(read({ url: 'https://x.example', apiKey: 'EXAMPLE-key-1' })).toMatchObject({
    headers: { Authorization: 'Bearer EXAMPLE-key-1' },
    secrets: [{ where: 'field', value: 'EXAMPLE-key-1' }],
  });
  const vibe = {
    url: 'https://x.example',
    api_key_env: 'KEY',
    api_key_header: 'X-Key',
    api_key_format: '{token}',
  };
  expect(read(vibe).references).toMatchObject([
    { name: 'KEY', into: { header: 'X-Key', prefix: '' } },
  ]);
});

test('hands on the variables that Codex names, but not what every child has', () => {
  const { references } = read({ command: 'x', env_vars: ['HOME', 'GITHUB_TOKEN'] });
  expect(references).toMatchObject([{ kind: 'env', name: 'GITHUB_TOKEN' }]);
});

test('finds several secrets in one text, and those in arguments by the flag before', () => {
  const entry = {
    command: 'x',
    args: [
      '--token',
      'EXAMPLE-1',
      '-e',
      'KEY_FILE=/a/b',
      '--db=postgres://u:EXAMPLE-2@h/d?sslkey=no',
    ],
    env: { LIST: 'API_KEY=EXAMPLE-3;PASSWORD=EXAMPLE-4', PATH_TO_KEY: '/home/sam/.key' },
  };
  expect(read(entry).secrets?.map(({ where, value }) => [where, value])).toEqual([
    ['arg', 'EXAMPLE-1'],
    ['url-password', 'EXAMPLE-2'],
    ['env', 'EXAMPLE-3'],
    ['env', 'EXAMPLE-4'],
  ]);
});

test.each<[unknown, string]>([
  [{ type: 'builtin', command: 'x' }, 'built into'],
  [{ type: 'ws', url: 'wss://x.example' }, 'WebSocket'],
  [{ enabled: false }, 'switches'],
  [{ settings: { key: 1 } }, 'extension'],
  [{}, 'neither'],
  [[], 'no object'],
  ['x', 'no object'],
])('leaves out %j and says why', (entry, reason) => {
  expect(skipped(entry)).toContain(reason);
});

test('names what it has no place for, and nothing that says nothing', () => {
  const entry = {
    command: 'x',
    alwaysAllow: ['a'],
    autoApprove: [],
    trust: true,
    required: false,
    description: 'd',
    headers: { A: 'b' },
  };
  expect(read(entry).unread).toEqual(['alwaysAllow', 'trust', 'headers']);
});

test.each<[object, number | undefined]>([
  [{ timeout: 60 }, 60_000],
  [{ timeout: 60_000 }, 60_000],
  [{ timeout: '30s' }, 30_000],
  [{ timeout: 0 }, undefined],
  [{ timeout: true }, undefined],
  [{ tool_timeout_sec: 1.5 }, 1500],
  [{ timeoutMs: 20 }, 20],
])('takes %j for milliseconds', (times, timeoutMs) => {
  expect(read({ command: 'x', ...times }).timeoutMs).toBe(timeoutMs);
});

test('says that Claude Code makes nothing of a URL without a type', () => {
  const content = { mcpServers: { x: { url: 'https://x.example/mcp' } } };
  const dialect = { bareUrl: 'stdio', timeoutUnit: 'ms' } as const;
  const how = { root: ['mcpServers'], clientId: 'claude-code', dialect };
  const { servers } = readServers(content, how);
  expect(servers).toMatchObject([
    { transport: 'auto', warnings: [expect.stringContaining('type')] },
  ]);
});
