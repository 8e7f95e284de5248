import { expect, test } from 'vitest';
import { startHub } from '../../harness/hub.ts';
import { isAlive, processesOf, waitUntilGone } from '../../harness/processes.ts';
import { connectSocket } from '../../harness/raw-client.ts';
import { jsonOf, textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import { healthOf, pidOf, runsCalls, serverOf } from './state.ts';

test('an idle server stops, its tools stay listed, and the next call starts it again', async () => {
  await using hub = await startHub({
    servers: { crashing: serverEntry('crashing', [], { idle_stop: '500ms' }) },
  });
  await using client = await connectSocket(hub);
  const listed = JSON.stringify((await client.request('tools/list')).result);
  const pid = async () => textOf(await client.callTool('crashing__ok')).replace('ok from ', '');
  const first = await pid();
  await hub.waitForState((state) => healthOf(state, 'crashing').phase === 'idle');
  await waitUntilGone(Number(first));

  expect(JSON.stringify((await client.request('tools/list')).result)).toBe(listed);
  expect(processesOf(hub)).toEqual([hub.pid]);
  expect(await pid()).not.toBe(first);
  // Neither its stop nor its start changed any list.
  expect(client.received.filter((line) => line.includes('list_changed'))).toEqual([]);
});

test('a call or a subscription keeps a server from being idle', async () => {
  await using hub = await startHub({
    servers: {
      slow: serverEntry('slow', [], { idle_stop: '300ms' }),
      echo: serverEntry('echo', [], { idle_stop: '300ms' }),
      idle: serverEntry('slow', [], { idle_stop: '300ms' }),
    },
  });
  await using client = await connectSocket(hub);
  const { result } = await client.request('resources/list');
  const uri = result.resources[0].uri;
  await client.request('resources/subscribe', { uri });
  const call = client.callTool('slow__sleep', { ms: 5_000 });
  await hub.waitForState((state) => runsCalls(state, 'slow') === 1);
  const state = await hub.waitForState((now) => healthOf(now, 'idle').phase === 'idle');
  expect(healthOf(state, 'slow').phase).toBe('ready');
  expect(healthOf(state, 'echo').phase).toBe('ready');
  expect(textOf(await call)).toBe('slept 5000 ms');
  await client.request('resources/unsubscribe', { uri });
  await hub.waitForState((now) => now.servers.every(({ health }) => health.phase === 'idle'));
});

test('a new hub lists everything from the cache before any server runs', async () => {
  await using hub = await startHub({
    servers: { slow: serverEntry('slow'), echo: serverEntry('echo') },
  });
  await using client = await connectSocket(hub);
  const listed = JSON.stringify((await client.request('tools/list')).result);
  await hub.stop();
  await using next = await startHub({ home: hub.home });
  await using later = await connectSocket(next);
  expect(JSON.stringify((await later.request('tools/list')).result)).toBe(listed);
  expect(processesOf(next)).toEqual([next.pid]);
});

test('an eager server runs without a client, is never stopped for being idle, and comes back', async () => {
  await using hub = await startHub({
    servers: {
      eager: serverEntry('slow', [], { start: 'eager', idle_stop: '200ms' }),
      idle: serverEntry('slow', [], { idle_stop: '200ms' }),
    },
  });
  const ready = await hub.waitForState((state) => healthOf(state, 'eager').phase === 'ready');
  await hub.api.servers.start({ id: 'idle' });
  await hub.waitForState((state) => healthOf(state, 'idle').phase === 'idle');
  const pid = pidOf(ready, 'eager');
  expect(isAlive(pid)).toBe(true);
  process.kill(pid, 'SIGKILL');
  await hub.waitForState((state) => serverOf(state, 'eager').instances[0]?.pid !== pid);
  const again = await hub.waitForState((state) => healthOf(state, 'eager').phase === 'ready');
  expect(pidOf(again, 'eager')).not.toBe(pid);
});

test('no more calls run at once than max_concurrent allows', async () => {
  await using hub = await startHub({
    servers: { slow: serverEntry('slow', [], { max_concurrent: 3 }) },
  });
  await using client = await connectSocket(hub);
  await client.callTool('slow__ok');
  const calls = Array.from({ length: 12 }, () => client.callTool('slow__sleep', { ms: 100 }));
  for (const answer of await Promise.all(calls)) expect(textOf(answer)).toBe('slept 100 ms');
  expect(jsonOf(await client.callTool('slow__load'))).toEqual({ running: 0, most: 3 });
});

test('a session with many calls does not starve another with one', async () => {
  await using hub = await startHub({
    servers: { slow: serverEntry('slow', [], { max_concurrent: 1 }) },
  });
  await using greedy = await connectSocket(hub);
  const clientInfo = { name: 'modest', version: '1' };
  const initialize = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
  await using modest = await connectSocket(hub, { initialize });
  // Nothing of the rest begins before this one ends.
  const first = greedy.callTool('slow__sleep', { ms: 60_000 });
  const calls = Array.from({ length: 20 }, () => greedy.callTool('slow__sleep', { ms: 1 }));
  await hub.waitForState(({ sessions }) => sessions.some((one) => one.callsInFlight === 21));
  const own = modest.callTool('slow__sleep', { ms: 1 });
  await hub.waitForState(({ sessions }) => sessions.every((one) => one.callsInFlight > 0));
  greedy.cancel(first.id);
  for (const call of [own, ...calls]) expect(textOf(await call)).toBe('slept 1 ms');
  const { calls: ended } = await hub.api.activity.list({ filter: { outcome: ['ok'] } });
  const order = ended.toReversed().map(({ client }) => client);
  expect(order).toHaveLength(21);
  expect(order.indexOf('modest')).toBeLessThanOrEqual(3);
});

test('a call that is cancelled while it waits for its turn never reaches the server', async () => {
  await using hub = await startHub({
    servers: { slow: serverEntry('slow', [], { max_concurrent: 1 }) },
  });
  await using client = await connectSocket(hub);
  await client.callTool('slow__ok');
  const running = client.callTool('slow__sleep', { ms: 400 });
  const waiting = client.callTool('slow__sleep', { ms: 60_000 });
  client.cancel(waiting.id);
  expect(textOf(await running)).toBe('slept 400 ms');
  expect(jsonOf(await client.callTool('slow__load'))).toEqual({ running: 0, most: 1 });
  expect(jsonOf(await client.callTool('slow__cancelled'))).toEqual([]);
});
