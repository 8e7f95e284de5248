import { describe, expect, test } from 'vitest';
import { connectHttp } from '../../harness/http-client.ts';
import { startHub } from '../../harness/hub.ts';
import { connectProxy } from '../../harness/raw-client.ts';
import { jsonOf, type Message, type RawClient, textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import { carriers, countOf, settled } from './carriers.ts';

const servers = { slow: serverEntry('slow'), asking: serverEntry('asking') };
const progressed = 'notifications/progress';

describe.each(carriers)('through $via', ({ connect }) => {
  test('progress comes under the client’s own token, text or number, before the answer', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub);
    const tokens = ['1', 1, 'mein "Token" é', 9007199254740991, -5];
    const calls = tokens.map((progressToken) =>
      client.callTool('slow__sleep', { ms: 250, every: 100 }, { progressToken }),
    );
    for (const answer of await Promise.all(calls)) expect(textOf(answer)).toBe('slept 250 ms');
    for (const token of tokens) {
      const own = client.received
        .map((line): Message => JSON.parse(line))
        .filter(({ method, params }) => method === progressed && params.progressToken === token);
      expect(own.map(({ params }) => params)).toEqual([
        { progressToken: token, progress: 100, total: 250, message: '100 of 250 ms' },
        { progressToken: token, progress: 200, total: 250, message: '200 of 250 ms' },
      ]);
    }
  });

  test('progress after the answer is dropped, and none comes that was not asked for', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub);
    await client.callTool('slow__sleep', { ms: 30, late_progress: true }, { progressToken: 't' });
    await client.callTool('slow__sleep', { ms: 60, every: 20 });
    await settled(client, 100);
    expect(countOf(client, progressed)).toBe(0);
  });

  test('cancelling ends the call at its server, and nothing is answered', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub);
    const call = client.callTool('slow__sleep', { ms: 60_000 });
    await untilRunning(client, 1);
    client.cancel(call.id, 'enough');
    await untilRunning(client, 0);
    const [cancelled] = jsonOf(await client.callTool('slow__cancelled'));
    expect(cancelled).toEqual({ requestId: expect.any(Number), reason: 'enough' });
    await settled(client, 50);
    expect(client.received.some((line) => JSON.parse(line).id === call.id)).toBe(false);
  });

  test('a server that answers a cancelled call is not believed, and goes on', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub);
    const call = client.callTool('slow__sleep', { ms: 1_000, ignore_cancel: true });
    await untilRunning(client, 1);
    client.cancel(call.id);
    await untilRunning(client, 0);
    await settled(client, 100);
    expect(client.received.some((line) => JSON.parse(line).id === call.id)).toBe(false);
    expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  });

  test('a server withdraws what it asked, and its client is told', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub, { capabilities: { sampling: {} } });
    client.onRequest('sampling/createMessage', () => undefined);
    const answer = jsonOf(await client.callTool('asking__ask_cancel', { ms: 50, wait: 200 }));
    expect(answer).toEqual({ cancelled: 'server-1', answer: null });
    const asked = await client.waitFor(({ method }) => method === 'sampling/createMessage');
    const withdrawn = await client.waitFor(({ method }) => method === 'notifications/cancelled');
    expect(withdrawn.params).toEqual({ requestId: asked.id, reason: 'changed my mind' });
  });

  test('a client reports progress on what it was asked, under the server’s token', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub, { capabilities: { sampling: {} } });
    client.onRequest('sampling/createMessage', (params) => {
      const { progressToken } = params._meta;
      client.notify(progressed, { progressToken, progress: 1, total: 2, 'x-kept': true });
      return { model: 'm', role: 'assistant', content: { type: 'text', text: 'hi' } };
    });
    const { answer, progress, progressToken } = jsonOf(
      await client.callTool('asking__ask_with_progress'),
    );
    expect(answer.result.model).toBe('m');
    expect(progress).toEqual([{ progressToken, progress: 1, total: 2, 'x-kept': true }]);
  });
});

test('a client that cancels what is not its own, or not there, harms nobody', async () => {
  await using hub = await startHub({ servers });
  await using one = await connectProxy(hub);
  await using two = await connectProxy(hub);
  const call = one.callTool('slow__sleep', { ms: 1_500 });
  await untilRunning(two, 1);
  for (const id of [call.id, 1, 2, 3, 4, 5]) two.cancel(id);
  two.notify('notifications/cancelled', { requestId: 'nonsense' });
  two.notify('notifications/cancelled', {});
  two.notify('notifications/progress', { progressToken: 1, progress: 1 });
  two.send('{"jsonrpc":"2.0","id":1,"result":{}}');
  expect(textOf(await call)).toBe('slept 1500 ms');
});

test('a call that is cancelled before its server was ever seen never reaches it', async () => {
  await using hub = await startHub({
    servers: { slow: serverEntry('slow', ['--start-after', '2000']) },
  });
  await using client = await connectProxy(hub);
  const call = client.callTool('slow__sleep', { ms: 1 });
  await hub.waitForState(({ servers: [slow] }) => slow?.health.phase === 'starting');
  client.cancel(call.id);
  expect(jsonOf(await client.callTool('slow__load'))).toEqual({ running: 0, most: 0 });
  expect(client.received.some((line) => JSON.parse(line).id === call.id)).toBe(false);
});

test('a broken HTTP connection is no cancellation', async () => {
  await using hub = await startHub({ servers });
  await using client = await connectHttp(hub);
  await using witness = await connectProxy(hub);
  await client.callTool('slow__ok');
  const hangUp = new AbortController();
  const post = fetch(hub.url, {
    method: 'POST',
    signal: hangUp.signal,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-session-id': client.sessionId,
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 'gone',
      method: 'tools/call',
      params: { name: 'slow__sleep', arguments: { ms: 1_500 } },
    }),
  });
  post.catch(() => {});
  await untilRunning(witness, 1);
  hangUp.abort();
  await untilRunning(witness, 0);
  expect(jsonOf(await witness.callTool('slow__cancelled'))).toEqual([]);
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
});

/** The server itself says when as many of its sleeps run. */
async function untilRunning(client: RawClient, count: number): Promise<void> {
  await expect
    .poll(async () => jsonOf(await client.callTool('slow__load')).running, { interval: 20 })
    .toBe(count);
}
