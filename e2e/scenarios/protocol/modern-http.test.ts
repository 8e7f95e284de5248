/** The Streamable HTTP transport as 2026-07-28 basic/transports has it, request by request. */
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { startHub } from '../../harness/hub.ts';
import { modernHttp } from '../../harness/modern-http.ts';
import { connectSdk } from '../../harness/sdk-clients.ts';
import { serverEntry } from '../../harness/servers.ts';
import { eventsOf, open, post } from './http-requests.ts';

const servers = { slow: serverEntry('slow'), echo: serverEntry('echo') };
const json = (text: string) => JSON.parse(text);

function headersFor(method: string, name?: string): Record<string, string> {
  const headers = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method };
  return name === undefined ? headers : { ...headers, 'mcp-name': name };
}

test('a lone answer is JSON, and the hub shows one client without a session of its own', async () => {
  await using hub = await startHub({ servers });
  await using client = modernHttp(hub.url);
  const calls = [1, 2, 3, 4].map((n) => client.callTool('echo__echo', { text: String(n) }));
  const answers = await Promise.all(calls);
  expect(answers.map(({ result }) => result.resultType)).toEqual(Array(4).fill('complete'));
  expect(client.answeredWith(calls[0]?.id)).toEqual({ status: 200, type: 'application/json' });
  const state = await hub.waitForState(({ sessions }) => sessions.length > 0);
  expect(state.sessions).toMatchObject([
    { client: 'raw-modern', version: '1.0.0', carrier: 'http', era: 'modern' },
  ]);
});

test('unknown methods and those of the other era get 404', async () => {
  await using hub = await startHub({ servers });
  await using client = modernHttp(hub.url);
  for (const method of ['no/such', 'ping', 'initialize', 'resources/subscribe']) {
    const answer = client.request(method, {});
    expect((await answer).error, method).toMatchObject({ code: -32601 });
    expect(client.answeredWith(answer.id)?.status, method).toBe(404);
  }
});

test('headers that do not fit the exposed name are refused', async () => {
  await using hub = await startHub({ servers });
  await using client = modernHttp(hub.url);
  const params = { name: 'echo__echo', arguments: { text: 'x' }, _meta: client.envelope };
  const message = { jsonrpc: '2.0', id: 'a', method: 'tools/call', params };
  const fits = await post(hub.url, message, headersFor('tools/call', 'echo__echo'));
  expect(fits.status).toBe(200);
  const differs = await post(hub.url, message, headersFor('tools/call', 'echo'));
  expect([differs.status, json(differs.body)]).toMatchObject([
    400,
    { id: 'a', error: { code: -32020, message: expect.stringContaining('Mcp-Name') } },
  ]);
});

test('hanging up cancels the call at its server', async () => {
  await using hub = await startHub({ servers });
  await using client = modernHttp(hub.url);
  const _meta = { ...client.envelope, progressToken: 'p' };
  const params = { name: 'slow__sleep', arguments: { ms: 60_000, every: 20 }, _meta };
  const response = await open(hub.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headersFor('tools/call', 'slow__sleep'),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
  });
  const event = await eventsOf(response)();
  expect(event?.id).toBeUndefined();
  expect(json(event?.data ?? '').params.progressToken).toBe('p');
  const closed = once(response, 'close');
  response.destroy();
  await closed;
  await expect
    .poll(async () => (await client.callTool('slow__cancelled')).result.content[0].text)
    .toContain('requestId');
});

test('a client of the SDK finds the modern era by itself', async () => {
  await using hub = await startHub({ servers });
  await using one = await connectSdk({ sdk: 'v2', hub, via: 'http', era: 'modern' });
  const { tools } = await one.client.listTools();
  expect(tools.map(({ name }) => name)).toContain('echo__echo');
  const result = await one.client.callTool({ name: 'echo__echo', arguments: { text: 'hi' } });
  expect(result.content).toMatchObject([{ type: 'text' }]);
});
