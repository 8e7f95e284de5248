/** Servers over Streamable HTTP and over the old HTTP+SSE, mounted in a hub. */
import { describe, expect, test } from 'vitest';
import { startHub } from '../../harness/hub.ts';
import { connectProxy, connectSocket } from '../../harness/raw-client.ts';
import { jsonOf, type Message, type RawClient, textOf } from '../../harness/rpc-session.ts';
import { type RemoteServer, startHttpServer, startSseServer } from '../../harness/servers.ts';
import { carriers, learnServers, listed } from './carriers.ts';

const transports = [
  { transport: 'http', start: startHttpServer, args: [] },
  { transport: 'http', start: startHttpServer, args: ['--json'] },
  { transport: 'http', start: startHttpServer, args: ['--no-get'] },
  { transport: 'http', start: startHttpServer, args: ['--stateless'] },
  { transport: 'sse', start: startSseServer, args: [] },
].map((one) => ({ ...one, label: [one.transport, ...one.args].join(' ') }));

const streaming = transports.filter(({ args }) => args[0] !== '--json');

describe.each(transports)('a server over $label', ({ transport, start, args }) => {
  test('is listed, called, read and prompted like any other', async () => {
    await using remote = await start(['0', '--name', 'far', ...args]);
    await using hub = await startHub({ servers: { far: { transport, url: remote.url } } });
    await using client = await connectProxy(hub);
    expect(await listed(client, 'tools')).toEqual(
      expect.arrayContaining(['far__echo', 'far__whoami', 'far__slow']),
    );
    const texts = ['plain', 'é 😀 \u2028 "quoted" \\ \n', 'x'.repeat(200_000)];
    for (const text of texts)
      expect(textOf(await client.callTool('far__echo', { text }))).toBe(text);
    const page = await client.request('resources/read', { uri: 'far://page' });
    expect(page.result.contents[0].text).toBe('a page of far');
    const prompt = await client.request('prompts/get', { name: 'far__greet' });
    expect(prompt.result.messages[0].content.text).toBe('Greet far');
    const wrong = await client.callTool('far__echo', {});
    expect(wrong.result ?? wrong.error).toMatchObject(
      wrong.result ? { isError: true } : { code: -32602 },
    );
  });
});

describe.each(streaming)('a call over $label', ({ transport, start, args }) => {
  test('reports its progress', async () => {
    await using remote = await start(['0', ...args]);
    await using hub = await startHub({ servers: { far: { transport, url: remote.url } } });
    await using client = await connectProxy(hub);
    const input = { ms: 200, every: 60 };
    const answer = await client.callTool('far__slow', input, { progressToken: 'mine' });
    expect(textOf(answer)).toBe('slept 200 ms');
    const progress = client.received
      .map((line): Message => JSON.parse(line))
      .filter(({ method }) => method === 'notifications/progress');
    expect(progress.map(({ params }) => [params.progressToken, params.progress])).toEqual([
      ['mine', 60],
      ['mine', 120],
      ['mine', 180],
    ]);
  });
});

describe.each([
  { transport: 'http', start: startHttpServer },
  { transport: 'sse', start: startSseServer },
])('over $transport', ({ transport, start }) => {
  test.each(carriers)(
    'a question reaches the client it belongs to, through $via',
    async ({ connect }) => {
      await using remote = await start(['0']);
      await using hub = await startHub({ servers: { far: { transport, url: remote.url } } });
      await using one = await connect(hub, { capabilities: { elicitation: {} } });
      await using two = await connect(hub, { capabilities: { elicitation: {} } });
      for (const [name, client] of Object.entries({ one, two })) {
        client.onRequest('elicitation/create', () => ({ action: 'accept', content: { name } }));
      }
      const ask = async (client: RawClient) => jsonOf(await client.callTool('far__ask'));
      for (let round = 0; round < 3; round++) {
        const [first, second] = await Promise.all([ask(one), ask(two)]);
        expect(first.result.content).toEqual({ name: 'one' });
        expect(second.result.content).toEqual({ name: 'two' });
      }
    },
  );

  test('each client session has an upstream session of its own, which ends with it', async () => {
    await using remote = await start(['0']);
    await using hub = await startHub({ servers: { far: { transport, url: remote.url } } });
    await learnServers(hub);
    await using one = await connectProxy(hub);
    const two = await connectSocket(hub);
    const whoami = async (client: RawClient) => jsonOf(await client.callTool('far__whoami'));
    const [first, second] = await Promise.all([whoami(one), whoami(two)]);
    expect(first.sessionId).not.toBe(second.sessionId);
    expect((await whoami(one)).sessionId).toBe(first.sessionId);
    expect(first.client).toMatchObject({ name: 'raw' });
    await two[Symbol.asyncDispose]();
    await expect.poll(() => sessionsOf(remote)).toEqual([first.sessionId]);
  });

  test('its log messages and list changes arrive outside of calls too', async () => {
    await using remote = await start(['0']);
    await using hub = await startHub({ servers: { far: { transport, url: remote.url } } });
    await learnServers(hub);
    await using client = await connectProxy(hub);
    await client.callTool('far__notify', { text: 'hello' });
    const message = await client.waitFor(({ method }) => method === 'notifications/message');
    expect(message.params.data).toBe('hello');
    await client.callTool('far__add_tool', { name: 'later' });
    await client.waitFor(({ method }) => method === 'notifications/tools/list_changed');
    expect(textOf(await client.callTool('far__later'))).toBe('later');
  });

  test('headers are sent, and a refusal for lack of them is told with its status', async () => {
    await using remote = await start(['0', '--require-header', 'X-Key=abc']);
    const { url } = remote;
    await using hub = await startHub({
      servers: {
        good: { transport, url, headers: { 'X-Key': '${env:FAR_KEY}' } },
        bad: { transport, url, headers: { 'X-Key': 'wrong' } },
      },
      env: { FAR_KEY: 'abc' },
    });
    await using client = await connectProxy(hub);
    expect(textOf(await client.callTool('good__echo', { text: 'in' }))).toBe('in');
    const { error } = await client.callTool('bad__echo', { text: 'out' });
    expect(error?.message).toMatch(/"bad".*401/);
  });
});

test('a call whose stream is closed in the middle is resumed, and its answer arrives', async () => {
  await using remote = await startHttpServer(['0', '--retry', '50']);
  await using hub = await startHub({
    servers: { far: { transport: 'http', url: remote.url } },
  });
  await using client = await connectProxy(hub);
  const answers = await Promise.all([
    client.callTool('far__close_stream', { ms: 200 }),
    client.callTool('far__close_stream', { ms: 400 }),
    client.callTool('far__echo', { text: 'unharmed' }),
  ]);
  expect(answers.map(textOf)).toEqual([
    'answered after the stream was closed',
    'answered after the stream was closed',
    'unharmed',
  ]);
});

test('an upstream session that was forgotten is initialized again, without the client noticing', async () => {
  await using remote = await startHttpServer(['0']);
  await using hub = await startHub({
    servers: { far: { transport: 'http', url: remote.url } },
  });
  await using client = await connectProxy(hub);
  const before = jsonOf(await client.callTool('far__whoami'));
  await remote.admin('forget');
  const after = jsonOf(await client.callTool('far__whoami'));
  expect(after.sessionId).not.toBe(before.sessionId);
  expect(after.client).toEqual(before.client);
});

test('what a client follows is followed in the new upstream session, too', async () => {
  await using remote = await startHttpServer(['0', '--name', 'far']);
  await using hub = await startHub({
    servers: { far: { transport: 'http', url: remote.url } },
  });
  await using client = await connectProxy(hub);
  const { error } = await client.request('resources/subscribe', { uri: 'far://page' });
  expect(error).toBeUndefined();
  const followed = async () => jsonOf(await client.callTool('far__whoami')).subscriptions;
  expect(await followed()).toEqual(['far://page']);
  await remote.admin('forget');
  await expect.poll(followed).toEqual(['far://page']);
});

async function sessionsOf(remote: RemoteServer): Promise<unknown> {
  return ((await remote.admin('state')) as { sessions: unknown }).sessions;
}
