import { describe, expect, test } from 'vitest';
import {
  envelope,
  type Headers,
  modern,
  send,
  startEndpoint,
  version,
} from './testing/endpoint.ts';

const tool = JSON.stringify({
  name: 'query',
  inputSchema: {
    type: 'object',
    properties: {
      region: { type: 'string', 'x-mcp-header': 'Region' },
      count: { type: 'integer', 'x-mcp-header': 'Count' },
    },
  },
});

const start = () =>
  startEndpoint({ toolText: (name) => (name === 'query' ? Buffer.from(tool) : undefined) });

const call = (name: string, headers: Headers = {}) => modern('tools/call', { name }, headers);
const query = (args: object, headers: Headers) =>
  modern('tools/call', { name: 'query', arguments: args }, headers);

function without(key: string): object {
  return Object.fromEntries(Object.entries(envelope).filter(([one]) => one !== key));
}

const clientCapabilities = 'io.modelcontextprotocol/clientCapabilities';
const protocolVersion = 'io.modelcontextprotocol/protocolVersion';
const naming = (name: string) => ({ ...envelope, [protocolVersion]: name });

type Case = [what: string, sent: { body: string; headers?: Headers }, code: number];

const refused: Case[] = [
  ['another method in the header', modern('tools/list', {}, { 'mcp-method': 'x' }), -32020],
  ['its method in upper case', modern('tools/list', {}, { 'mcp-method': 'TOOLS/LIST' }), -32020],
  ['no method header', modern('tools/list', {}, { 'mcp-method': undefined }), -32020],
  [
    'the method header twice',
    modern('tools/list', {}, { 'mcp-method': ['tools/list', 'tools/list'] }),
    -32020,
  ],
  ['no version header', modern('tools/list', {}, { 'mcp-protocol-version': undefined }), -32020],
  [
    'another version in the header',
    modern('tools/list', {}, { 'mcp-protocol-version': '2025-11-25' }),
    -32020,
  ],
  ['an unknown version in the body alone', modern('tools/list', { _meta: naming('v9') }), -32020],
  [
    'an unknown version',
    modern('tools/list', { _meta: naming('v9') }, { 'mcp-protocol-version': 'v9' }),
    -32022,
  ],
  [
    'a version of the legacy era in an envelope',
    modern('x', { _meta: naming('2025-11-25') }, { 'mcp-protocol-version': '2025-11-25' }),
    -32022,
  ],
  ['no name header', call('a', { 'mcp-name': undefined }), -32020],
  ['another name', call('a', { 'mcp-name': 'b' }), -32020],
  ['the name twice', call('a, a', { 'mcp-name': ['a', 'a'] }), -32020],
  ['a malformed name', call('a', { 'mcp-name': '=?base64?YQ?=' }), -32020],
  ['another uri', modern('resources/read', { uri: 'x://1' }, { 'mcp-name': 'x://2' }), -32020],
  ['another task', modern('tasks/get', { taskId: '1' }, { 'mcp-name': '2' }), -32020],
  ['no argument header', query({ region: 'eu' }, {}), -32020],
  ['another argument', query({ region: 'eu' }, { 'mcp-param-region': 'us' }), -32020],
  ['a malformed argument', query({ region: 'a' }, { 'mcp-param-region': '=?base64?!?=' }), -32020],
  ['an argument twice', query({ region: 'a' }, { 'mcp-param-region': ['a', 'a'] }), -32020],
  ['no envelope', modern('server/discover', { _meta: undefined }), -32602],
  ['no version', modern('server/discover', { _meta: without(protocolVersion) }), -32602],
  ['no capabilities', modern('server/discover', { _meta: without(clientCapabilities) }), -32602],
  [
    'capabilities that are no object',
    modern('server/discover', { _meta: { ...envelope, [clientCapabilities]: [] } }),
    -32602,
  ],
  [
    'a probe that says nothing',
    { body: '{"jsonrpc":"2.0","id":7,"method":"server/discover"}' },
    -32602,
  ],
  [
    'the handshake of the legacy era',
    modern('initialize', { _meta: undefined, protocolVersion: '2025-11-25' }),
    -32020,
  ],
];

test.each(refused)('a request with %s is refused with 400', async (_what, sent, code) => {
  const { url, taken, sessions } = await start();
  const { status, body } = await send(url, sent);
  expect([status, JSON.parse(body)]).toMatchObject([400, { id: 7, error: { code } }]);
  expect(JSON.parse(body).error.message).toMatch(/^loom: ./);
  expect(taken).toEqual([]);
  expect(sessions.all().every(({ calls }) => calls.size === 0)).toBe(true);
});

test('a mismatch names the header, what it says, and what the body says', async () => {
  const { url } = await start();
  const { body } = await send(url, call('a', { 'mcp-name': 'b' }));
  expect(JSON.parse(body).error.message).toBe(
    'loom: Header mismatch: Mcp-Name says "b", but params.name is "a"',
  );
});

test.each([
  [
    { region: 'eu' },
    { 'mcp-param-region': 'us' },
    'Region says "us", but the argument region is "eu"',
  ],
  [{ region: 'eu' }, {}, 'Region is missing, but the argument region is "eu"'],
  [
    { count: 3 },
    { 'mcp-param-count': ['3', '3'] },
    'Count says "3, 3", but the argument count is "3"',
  ],
])('a mismatch of an argument names both values: %j with %j', async (args, headers, text) => {
  const { url } = await start();
  const { error } = JSON.parse((await send(url, query(args, headers))).body);
  expect(error.message).toBe(`loom: Header mismatch: Mcp-Param-${text}`);
  expect(error.data.mismatch.header).toMatch(/^Mcp-Param-/);
});

test('an unknown version is answered with those that are known', async () => {
  const { url } = await start();
  const _meta = naming('v9');
  const { body } = await send(url, modern('x', { _meta }, { 'mcp-protocol-version': 'v9' }));
  expect(JSON.parse(body).error.data).toEqual({
    supported: expect.arrayContaining([version]),
    requested: 'v9',
  });
});

const taken: [what: string, sent: { body: string; headers: Headers }][] = [
  ['spaces around a name', call('a', { 'mcp-name': '  a  ' })],
  ['an encoded name', call('ä', { 'mcp-name': '=?base64?w6Q=?=' })],
  ['a comma in a name', call('a, b', { 'mcp-name': 'a, b' })],
  ['a header of upper case', modern('tools/list', {}, { 'MCP-METHOD': 'tools/list' })],
  ['no name to compare with', modern('tools/call', {}, {})],
  ['no clientInfo', modern('server/discover')],
  ['an encoded argument', query({ region: 'ü' }, { 'mcp-param-region': '=?base64?w7w=?=' })],
  ['a number as another text', query({ count: 42 }, { 'mcp-param-count': '42.0' })],
  ['no value for a header', query({ region: null }, {})],
  ['arguments of a tool nobody knows', call('other', { 'mcp-param-region': 'x' })],
  ['initialize in an envelope', modern('initialize')],
];

test.each(taken)('a request with %s is taken', async (_what, sent) => {
  const endpoint = await start();
  expect((await send(endpoint.url, sent)).status).toBe(200);
  expect(endpoint.taken[0]?.envelope).toBeDefined();
});

describe('what is no request', () => {
  const headers = { 'mcp-protocol-version': version };
  const notification = '{"jsonrpc":"2.0","method":"notifications/x"}';

  test('is accepted where it is a notification whose headers fit', async () => {
    const { url } = await start();
    const fine = await send(url, { body: notification, headers });
    expect([fine.status, fine.body]).toEqual([202, '']);
    const differs = { ...headers, 'mcp-method': 'notifications/y' };
    const { status, body } = await send(url, { body: notification, headers: differs });
    expect([status, JSON.parse(body)]).toMatchObject([400, { id: null, error: { code: -32020 } }]);
  });

  test.each([
    ['an answer', '{"jsonrpc":"2.0","id":1,"result":{}}', headers],
    ['a batch', `[${notification}]`, headers],
    ['a batch with an envelope', `[${modern('tools/list').body}]`, {}],
  ])('is refused where it is %s', async (_what, body, given) => {
    const { url } = await start();
    const answer = await send(url, { body, headers: given });
    expect([answer.status, JSON.parse(answer.body).error.code]).toEqual([400, -32600]);
  });
});

test('only POST is there for this era', async () => {
  const { url } = await start();
  for (const method of ['GET', 'DELETE', 'PUT']) {
    const answer = await send(url, { method, headers: { 'mcp-protocol-version': version } });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
  }
  for (const method of ['GET', 'DELETE']) {
    expect((await send(url, { method })).status).toBe(400);
  }
});

test('a session of the legacy era goes on beside', async () => {
  const { url, taken: all } = await start();
  const params = { protocolVersion: '2025-11-25', capabilities: {} };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
  const begun = await send(url, { body });
  const headers = {
    'mcp-session-id': begun.headers['mcp-session-id'],
    'mcp-protocol-version': '2025-11-25',
  };
  const ping = '{"jsonrpc":"2.0","id":2,"method":"ping"}';
  expect((await send(url, { body: ping, headers })).status).toBe(200);
  // Whoever speaks the modern era is served by it, whatever it remembers of a session.
  const sent = modern('tools/list', {}, { 'mcp-session-id': headers['mcp-session-id'] });
  expect((await send(url, sent)).status).toBe(200);
  expect(all[2]?.session).not.toBe(all[1]?.session);
  expect((await send(url, { method: 'DELETE', headers })).status).toBe(204);
});

test('browsers are told the headers that they asked for', async () => {
  const { url } = await start();
  const { headers } = await send(url, {
    method: 'OPTIONS',
    headers: {
      origin: 'http://localhost:5173',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,mcp-param-region,x-other, mcp-param-a b',
    },
  });
  const names = String(headers['access-control-allow-headers']).toLowerCase().split(', ');
  expect(names).toEqual(expect.arrayContaining(['mcp-method', 'mcp-name', 'mcp-param-region']));
  expect(names).not.toContain('x-other');
  expect(names.join()).not.toContain('a b');
});
