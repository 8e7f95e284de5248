/** Clients of 2026-07-28 before servers that ask during a call: asked in the answer, resumed by the retry. */
import { describe, expect, test } from 'vitest';
import { startHub, type TestHub } from '../../harness/hub.ts';
import type { ModernClient } from '../../harness/modern-client.ts';
import { modernHttp } from '../../harness/modern-http.ts';
import { connectModernProxy } from '../../harness/modern-lines.ts';
import { waitUntilGone } from '../../harness/processes.ts';
import { jsonOf, textOf } from '../../harness/rpc-session.ts';
import { connectSdk } from '../../harness/sdk-clients.ts';
import { serverEntry, startHttpServer } from '../../harness/servers.ts';
import { MODERN_VERSION } from '../../servers/lib/modern-spec.ts';

const capabilities = { elicitation: { form: {}, url: {} }, roots: {}, sampling: { tools: {} } };
const servers = { asking: serverEntry('asking') };
/** Each session has a server of its own from the start, before the hub has learnt that it asks. */
const own = { scope: 'session' };
const accepted = { action: 'accept', content: { name: 'Ada' } };

const carriers: { via: string; connect(hub: TestHub): Promise<ModernClient> }[] = [
  { via: 'HTTP', connect: async (hub) => modernHttp(hub.url, { capabilities }) },
  { via: 'the proxy', connect: (hub) => connectModernProxy(hub, { capabilities }) },
];

describe.each(carriers)('through $via', ({ connect }) => {
  test('every kind of question is asked and answered, over several rounds too', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub);
    const answers: Record<string, unknown> = {
      'roots/list': { roots: [{ uri: 'file:///home/ada/a', 'x-kept': 1 }] },
      'sampling/createMessage': { model: 'm', role: 'assistant', content: [], 'x-kept': [1] },
      'elicitation/create': { ...accepted, 'x-kept': null },
    };
    const ask = async (tool: string, args = {}) =>
      jsonOf(
        await client.callToolAnswering(`asking__${tool}`, args, (_, { method }) => answers[method]),
      );
    for (const [tool, method] of [
      ['ask_roots', 'roots/list'],
      ['ask_sampling', 'sampling/createMessage'],
      ['ask_elicitation', 'elicitation/create'],
      ['ask_elicitation_url', 'elicitation/create'],
    ] as const) {
      expect(await ask(tool), tool).toEqual({ result: answers[method] });
    }
    expect(await ask('ask_rounds', { rounds: 4 })).toEqual(
      Array(4).fill({ result: answers['elicitation/create'] }),
    );
    expect(await ask('ask_both')).toEqual([
      { result: answers['elicitation/create'] },
      { result: answers['roots/list'] },
    ]);
  });

  test('a page that has to be visited first is asked for, and the next call is a fresh one', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub);
    const { result } = await client.callTool('asking__require_url', {
      url: 'https://example.com/',
    });
    expect(result).toMatchObject({ resultType: 'input_required' });
    expect(result).not.toHaveProperty('requestState');
    const [request] = Object.values(result.inputRequests);
    expect(request).toMatchObject({ params: { mode: 'url', url: 'https://example.com/' } });
  });

  test('many at once: no question reaches a client that it is none of the business of', async () => {
    await using hub = await startHub({ servers: { asking: serverEntry('asking', [], own) } });
    await using open = new AsyncDisposableStack();
    const clients = await Promise.all(Array.from({ length: 8 }, () => connect(hub)));
    for (const client of clients) open.use(client);
    const asked = clients.flatMap((client, who) =>
      [1, 2, 3].map(async (round) => {
        const message = `client ${who}, call ${round}`;
        const answer = await client.callToolAnswering(
          'asking__ask_elicitation',
          { message },
          (_, { params }) => ({ action: 'accept', content: { name: params.message } }),
        );
        // Which of one client's calls a question on stdio belongs to, nothing tells.
        expect(textOf(answer)).toContain(`client ${who}, `);
      }),
    );
    await Promise.all(asked);
  });

  test('a server over HTTP is served alike', async () => {
    await using remote = await startHttpServer();
    const entry = { transport: 'http', url: remote.url };
    await using hub = await startHub({ servers: { remote: entry } });
    await using client = await connect(hub);
    const answer = await client.callToolAnswering('remote__ask', { message: 'Who?' }, (_, one) => {
      expect(one).toMatchObject({ method: 'elicitation/create', params: { message: 'Who?' } });
      return accepted;
    });
    expect(textOf(answer)).toContain('Ada');
  });
});

test.each(['http', 'proxy'] as const)('SDK v2 answers through %s by itself', async (via) => {
  await using hub = await startHub({ servers });
  await using sdk = await connectSdk({
    sdk: 'v2',
    hub,
    via,
    era: 'modern',
    capabilities,
    prepareV2(client) {
      client.setRequestHandler('elicitation/create', async ({ params }) => ({
        action: 'accept',
        content: { name: String(params.message) },
      }));
      client.setRequestHandler('roots/list', async () => ({ roots: [{ uri: 'file:///ada' }] }));
    },
  });
  expect(sdk.client.getNegotiatedProtocolVersion()).toBe(MODERN_VERSION);
  const call = (name: string, args = {}) => sdk.client.callTool({ name, arguments: args });
  const both = await call('asking__ask_both');
  expect(jsonOf({ result: both })).toEqual([
    { result: { action: 'accept', content: { name: 'And you?' } } },
    { result: { roots: [{ uri: 'file:///ada' }] } },
  ]);
  const rounds = await call('asking__ask_rounds', { rounds: 3 });
  expect(jsonOf({ result: rounds })).toHaveLength(3);
});

test('a client that never comes back costs neither the hub nor the server anything for long', async () => {
  const config = { limits: { input_wait: '200ms' } };
  await using hub = await startHub({ servers, config });
  await using client = modernHttp(hub.url, { capabilities });
  const { result } = await client.callTool('asking__ask_roots');
  expect(result.resultType).toBe('input_required');
  const again = { name: 'asking__ask_roots', requestState: result.requestState };
  await expect
    .poll(
      async () =>
        (await client.request('tools/call', { ...again, inputResponses: { q9: 1 } })).error,
    )
    .toMatchObject({ code: -32602 });
});

test('the hub stops at once, and with it the servers whose calls are parked', async () => {
  const hub = await startHub({ servers });
  await using client = modernHttp(hub.url, { capabilities });
  await client.callTool('asking__ask_roots');
  const { servers: states } = await hub.waitForState(() => true);
  const pids = states.flatMap(({ instances }) => instances.flatMap(({ pid }) => pid ?? []));
  expect(pids).toHaveLength(1);
  await hub.stop();
  for (const pid of pids) await waitUntilGone(pid);
});
