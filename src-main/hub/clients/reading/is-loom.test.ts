import { expect, test } from 'vitest';
import { isLoomEntry } from './is-loom.ts';

const urls = ['http://127.0.0.1:4747/mcp'];

test.each<[string, unknown]>([
  ['its program', { command: '/old/place/loom', args: ['proxy'] }],
  ['its program on Windows', { command: 'C:\\Program Files\\Loom\\loom.exe', args: ['proxy'] }],
  ['with options', { command: '/x/loom', args: ['proxy', '--client', 'cursor', '--profile', 'a'] }],
  ['found on the PATH', { command: 'loom', args: ['proxy'] }],
  ['as one list', { type: 'local', command: ['/x/loom', 'proxy'] }],
  ['as one text', { command: 'loom proxy' }],
  ["in Goose's words", { cmd: '/x/loom', args: ['proxy'] }],
  ["in Cline's nested shape", { transport: { type: 'stdio', command: 'loom', args: ['proxy'] } }],
  ["in Zed's old shape", { command: { path: '/x/loom', args: ['proxy'] } }],
  ['behind cmd', { command: 'cmd', args: ['/c', 'C:\\Loom\\loom.cmd', 'proxy'] }],
  ['behind a shell', { command: 'sh', args: ['-c', 'exec "/x y/loom" proxy --client x'] }],
  ['behind Flatpak', { command: 'flatpak-spawn', args: ['--host', '/x/loom', 'proxy'] }],
  ['its address', { url: 'http://127.0.0.1:4747/mcp' }],
  ['its address by another name', { serverUrl: 'http://localhost:4747/mcp/' }],
  ['its address in IPv6', { httpUrl: 'http://[::1]:4747/mcp?profile=work' }],
  [
    'behind mcp-remote',
    { command: 'npx', args: ['-y', 'mcp-remote', 'http://localhost:4747/mcp'] },
  ],
  [
    'behind both',
    { command: 'cmd', args: ['/c', 'npx mcp-remote http://localhost:4747/mcp --allow-http'] },
  ],
])('knows Loom: %s', (_, entry) => {
  expect(isLoomEntry(entry, { urls })).toBe(true);
});

test.each<[string, unknown]>([
  ['nothing', null],
  ['a text', 'loom'],
  ['another program', { command: 'uvx', args: ['mcp-server-fetch'] }],
  ['a program with a like name', { command: '/x/heirloom', args: ['proxy'] }],
  ['another program of that name', { command: 'loom', args: ['weave', '--fast'] }],
  ['something called so in arguments', { command: 'node', args: ['/home/sam/loom', 'serve'] }],
  ['another port', { url: 'http://127.0.0.1:3845/mcp' }],
  ['another host', { url: 'https://example.com:4747/mcp' }],
  ['no address', { url: '${HUB}' }],
])('takes for a stranger: %s', (_, entry) => {
  expect(isLoomEntry(entry, { urls })).toBe(false);
});

test('knows an address only while the hub listens there', () => {
  expect(isLoomEntry({ url: 'http://127.0.0.1:4747/mcp' }, {})).toBe(false);
});
