/** What some clients' words have that those of no other have. */
import { expect, test } from 'vitest';
import type { HttpEntry, StdioEntry } from './client.ts';
import { continueDev } from './continue.ts';
import { goose } from './goose.ts';
import { jan } from './jan.ts';
import { kimiCode } from './kimi-code.ts';
import { mistralVibe } from './mistral-vibe.ts';
import { opencode } from './opencode.ts';
import { qwenCode } from './qwen-code.ts';
import { machines, projects } from './testing/machines.ts';
import { trae } from './trae.ts';

const stdio: StdioEntry = { name: 'files', command: '/bin/files', args: ['-q'], env: {} };
const http: HttpEntry = {
  name: 'files',
  transport: 'http',
  url: 'http://127.0.0.1:4747/mcp',
  headers: {},
};
const bearer = { prefix: 'Bearer ', fromEnv: 'TOKEN' };
const inHeaders = { ...http, headers: { Authorization: bearer, 'X-Plain': 'a' } };
const refused = expect.objectContaining({ code: 'not-expressible' });

test('Trae gets no command with a blank in its path', () => {
  expect(() => trae.dialect.stdio({ ...stdio, command: '/Program Files/loom' })).toThrow(refused);
  expect(trae.dialect.stdio({ ...stdio, args: ['a b'] })).toMatchObject({ args: ['a b'] });
});

test('goose looks names up, and cannot be told of another name', () => {
  const token = { prefix: '', fromEnv: 'TOKEN' };
  const entry = goose.dialect.stdio({ ...stdio, env: { TOKEN: token, MODE: 'x' }, timeoutMs: 1 });
  expect(entry).toMatchObject({ envs: { MODE: 'x' }, env_keys: ['TOKEN'], timeout: 1 });
  expect(() => goose.dialect.stdio({ ...stdio, env: { KEY: token } })).toThrow(refused);
  expect(goose.dialect.http?.(inHeaders)).toMatchObject({
    headers: { Authorization: 'Bearer ${TOKEN}', 'X-Plain': 'a' },
    env_keys: ['TOKEN'],
  });
});

test('a link to goose adds a URL and never starts a program', () => {
  expect(goose.installLink?.('files', goose.dialect.stdio(stdio))).toBeUndefined();
  expect(goose.installLink?.('files', goose.dialect.http?.(http) ?? {})).toBe(
    'goose://extension?url=http%3A%2F%2F127.0.0.1%3A4747%2Fmcp&type=streamable_http&id=files&name=files',
  );
});

test('Kimi Code takes a variable as the bearer token alone', () => {
  expect(kimiCode.dialect.http?.(inHeaders)).toEqual({
    url: http.url,
    headers: { 'X-Plain': 'a' },
    bearerTokenEnvVar: 'TOKEN',
  });
  const elsewhere = { ...http, headers: { 'X-Key': bearer } };
  expect(() => kimiCode.dialect.http?.(elsewhere)).toThrow(refused);
});

test('Mistral Vibe makes one header of a variable', () => {
  expect(mistralVibe.dialect.http?.(inHeaders)).toEqual({
    name: 'files',
    transport: 'streamable-http',
    url: http.url,
    headers: { 'X-Plain': 'a' },
    api_key_env: 'TOKEN',
    api_key_header: 'Authorization',
    api_key_format: 'Bearer {token}',
  });
  const twice = { ...http, headers: { A: bearer, B: bearer } };
  expect(() => mistralVibe.dialect.http?.(twice)).toThrow(refused);
});

test('Qwen Code tells the transport by the key, and never gets an untyped URL for HTTP', () => {
  expect(qwenCode.dialect.http?.(http)).toEqual({ httpUrl: http.url });
  expect(qwenCode.dialect.http?.({ ...http, transport: 'sse' })).toEqual({ url: http.url });
});

test('Jan has every key in every entry', () => {
  const keys = ['active', 'args', 'command', 'env'];
  expect(Object.keys(jan.dialect.stdio(stdio)).sort()).toEqual(keys);
  expect(Object.keys(jan.dialect.http?.(http) ?? {})).toEqual(expect.arrayContaining(keys));
});

test('Continue keeps the headers elsewhere in its list than in a file of its folder', () => {
  expect(continueDev.dialect.http?.(inHeaders)).toMatchObject({
    name: 'files',
    requestOptions: { headers: { Authorization: 'Bearer ${{ secrets.TOKEN }}' } },
  });
  const [own] = continueDev.projectTargets?.(projects.linux, machines.linux) ?? [];
  expect(own?.path).toBe('/home/ada/shop/.continue/mcpServers/loom.json');
  expect(own?.dialect?.http?.(inHeaders)).not.toHaveProperty('name');
});

test('opencode has the command and its arguments in one list, and its own time limit', () => {
  const entry = { ...stdio, env: { A: 'b' }, cwd: '/srv', timeoutMs: 1500 };
  expect(opencode.dialect.stdio(entry)).toEqual({
    type: 'local',
    command: ['/bin/files', '-q'],
    environment: { A: 'b' },
    cwd: '/srv',
    timeout: 1500,
    enabled: true,
  });
});

test('variables that move files give targets, and what is not a full path does not', () => {
  const env = { OPENCODE_CONFIG: '/etc/oc.json', GOOSE_PATH_ROOT: '/g', QWEN_HOME: 'relative' };
  const machine = { ...machines.linux, env };
  const paths = [opencode, goose, qwenCode].flatMap((client) =>
    client.targets(machine).map(({ path }) => path),
  );
  expect(paths).toContain('/etc/oc.json');
  expect(paths).toContain('/g/config/config.yaml');
  expect(paths.filter((path) => path.includes('relative'))).toEqual([]);
});
