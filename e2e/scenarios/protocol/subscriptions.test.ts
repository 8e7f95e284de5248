import { describe, expect, test } from 'vitest';
import { connectHttp } from '../../harness/http-client.ts';
import { startHub } from '../../harness/hub.ts';
import { connectProxy, connectSocket } from '../../harness/raw-client.ts';
import { jsonOf, type RawClient, textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import { carriers, countOf, learnServers, settled } from './carriers.ts';

const updated = 'notifications/resources/updated';
const uri = 'echo://counter';
const servers = { echo: serverEntry('echo') };

test('only subscribers hear of updates, until they unsubscribe or go', async () => {
  await using hub = await startHub({ servers });
  await using proxy = await connectProxy(hub);
  await using http = await connectHttp(hub);
  await using bystander = await connectSocket(hub);
  expect((await proxy.request('resources/subscribe', { uri })).result).toEqual({});
  await http.request('resources/subscribe', { uri });
  await bystander.callTool('echo__touch');
  await proxy.waitFor(({ method }) => method === updated);
  const heard = await http.waitFor(({ method }) => method === updated);
  expect(heard).toEqual({ jsonrpc: '2.0', method: updated, params: { uri } });

  await proxy.request('resources/unsubscribe', { uri });
  expect(jsonOf(await proxy.callTool('echo__subscriptions'))).toEqual([uri]);
  await bystander.callTool('echo__touch');
  await expect.poll(() => countOf(http, updated)).toBe(2);
  await http.end();
  await expect.poll(async () => jsonOf(await proxy.callTool('echo__subscriptions'))).toEqual([]);
  expect(countOf(proxy, updated)).toBe(1);
  expect(countOf(bystander, updated)).toBe(0);
});

test('a subscription survives the crash of its server', async () => {
  await using hub = await startHub({ servers });
  await using client = await connectProxy(hub);
  await client.request('resources/subscribe', { uri });
  const { pid } = jsonOf(await client.callTool('echo__whoami'));
  process.kill(pid, 'SIGKILL');
  await hub.waitForState(({ servers: [echo] }) =>
    Boolean(echo?.instances.some((one) => one.pid !== pid && one.state.phase === 'ready')),
  );
  await expect
    .poll(async () => jsonOf(await client.callTool('echo__subscriptions')))
    .toEqual([uri]);
  await client.callTool('echo__touch');
  await client.waitFor(({ method }) => method === updated);
});

test('a subscription survives crashes in a row, though its server rests before it starts again', async () => {
  await using hub = await startHub({ servers });
  await using client = await connectProxy(hub);
  await client.request('resources/subscribe', { uri });
  const dead = new Set<number>();
  for (let crash = 1; crash <= 3; crash++) {
    const { servers: views } = await hub.waitForState(({ servers: [echo] }) =>
      Boolean(
        echo?.instances.some(({ pid, state }) => !dead.has(pid ?? 0) && state.phase === 'ready'),
      ),
    );
    const pid = views[0]?.instances[0]?.pid ?? 0;
    dead.add(pid);
    process.kill(pid, 'SIGKILL');
  }
  await hub.waitForState(({ servers: [echo] }) => echo?.health.phase === 'backing-off');
  await expect
    .poll(async () => textOf(await client.callTool('echo__subscriptions')))
    .toBe(JSON.stringify([uri]));
});

test('a refused subscription is no subscription', async () => {
  await using hub = await startHub({ servers: { odd: serverEntry('odd'), ...servers } });
  await using client = await connectProxy(hub);
  const { error } = await client.request('resources/subscribe', { uri: 'odd://x' });
  expect(error).toMatchObject({ code: -32601 });
  const { error: unknown } = await client.request('resources/subscribe', { uri: 'nowhere://x' });
  expect(unknown).toMatchObject({ code: -32002 });
});

describe.each(carriers)('logging through $via', ({ connect }) => {
  test('a level holds for its session, and messages go to the sole session', async () => {
    await using hub = await startHub({ servers });
    await learnServers(hub);
    await hub.api.servers.restart({ id: 'echo' });
    await using client = await connect(hub);
    expect((await client.request('logging/setLevel', { level: 'loud' })).error).toMatchObject({
      code: -32602,
    });
    // Before any call, while the server runs already for nobody.
    expect((await client.request('logging/setLevel', { level: 'warning' })).result).toEqual({});
    expect(await log(client, 'info')).toBe('below the level');
    expect(await log(client, 'error')).toBe('sent');
    const message = await client.waitFor(({ method }) => method === 'notifications/message');
    expect(message.params).toEqual({ level: 'error', logger: 'echo', data: { text: 'error' } });
    await client.request('logging/setLevel', { level: 'debug' });
    expect(await log(client, 'debug')).toBe('sent');
  });
});

test('servers log at the most verbose level that a session wants, and to nobody once several share them', async () => {
  await using hub = await startHub({ servers });
  await using quiet = await connectProxy(hub);
  await using curious = await connectSocket(hub);
  await quiet.request('logging/setLevel', { level: 'error' });
  await curious.request('logging/setLevel', { level: 'info' });
  expect(await log(quiet, 'info')).toBe('below the level');
  expect(await log(curious, 'info')).toBe('sent');
  expect(await log(quiet, 'debug')).toBe('below the level');
  await settled(quiet, 50);
  expect(countOf(quiet, 'notifications/message')).toBe(0);
  expect(countOf(curious, 'notifications/message')).toBe(0);
});

async function log(client: RawClient, level: string): Promise<string> {
  return textOf(await client.callTool('echo__log', { level, text: level }));
}
