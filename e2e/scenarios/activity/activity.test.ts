/** What goes through the hub is written down: a real hub, real clients and servers of both eras. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CallRecord } from '../../../src-shared/domain/activity.ts';
import { connectHttp } from '../../harness/http-client.ts';
import { startHub, type TestHub } from '../../harness/hub.ts';
import { modernHttp } from '../../harness/modern-http.ts';
import { connectModernSocket } from '../../harness/modern-lines.ts';
import { connectProxy, connectSocket } from '../../harness/raw-client.ts';
import { serverEntry } from '../../harness/servers.ts';

const servers = {
  echo: serverEntry('echo'),
  slow: serverEntry('slow'),
  modern: serverEntry('modern'),
  gone: serverEntry('exit-at-start'),
  odd: serverEntry('odd'),
};

const list = (hub: TestHub, filter: object = {}, limit = 1_000) =>
  hub.api.activity.list({ filter, limit });

/** A client of the legacy era by that name. */
const named = (name: string) => ({
  initialize: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name, version: '1' },
  },
});

const shown = ({ client, era, server, kind, name, outcome }: CallRecord) =>
  [client, era, server, kind, name, outcome].join(' ');

test('calls of every kind of client and server, and how each of them ended', async () => {
  await using hub = await startHub({ servers });
  await using proxy = await connectProxy(hub, named('cursor'));
  await using socket = await connectSocket(hub, named('zed'));
  await using http = await connectHttp(hub);
  await using modern = await connectModernSocket(hub, {
    clientInfo: { name: 'new', version: '2' },
  });
  await using modernWeb = modernHttp(hub.url);

  await proxy.callTool('echo__echo', { text: 'through the proxy' });
  await socket.callTool('modern__echo', { text: 'to a modern server' });
  await http.callTool('echo__echo', { text: 'over HTTP' });
  await modern.callTool('echo__echo', { text: 'from a modern client' });
  await modernWeb.callTool('modern__echo', { text: 'modern to modern' });
  await socket.callTool('gone__x');
  await socket.callTool('no_such_tool');
  await socket.request('resources/read', { uri: 'none://such' });
  await socket.callTool('odd__odd_error');
  await cancelOne(hub, socket);
  await hub.api.tools.call({ name: 'echo__echo', arguments: { text: 'from the console' } });

  const { calls, total, skipped, notRecording } = await list(hub);
  expect({ total, skipped, notRecording }).toEqual({ total: 11, skipped: 0 });
  expect(calls.map(shown).toReversed()).toEqual([
    'cursor legacy echo tool echo ok',
    'zed legacy modern tool echo ok',
    'raw legacy echo tool echo ok',
    'new modern echo tool echo ok',
    'raw-modern modern modern tool echo ok',
    'zed legacy gone tool gone__x error',
    'zed legacy  tool no_such_tool error',
    'zed legacy  resource none://such error',
    'zed legacy odd tool odd_error error',
    'zed legacy slow tool sleep cancelled',
    'loom legacy echo tool echo ok',
  ]);
  expect(calls.find(({ server }) => server === 'gone')?.error).toContain('exited with code 1');
  expect((await list(hub, { text: 'from a mod' })).calls.map(shown)).toEqual([
    'new modern echo tool echo ok',
  ]);
  const [seen] = (await list(hub, { client: 'cursor' })).calls;
  const details = await hub.api.activity.get({ id: seen?.id ?? 0 });
  expect(details).toMatchObject({ arguments: '{"text":"through the proxy"}', cut: [] });
  expect(details.result).toContain('through the proxy');
});

test('a tool that failed is told from a call that did', async () => {
  await using hub = await startHub({ servers: { modern: serverEntry('modern') } });
  await using client = await connectSocket(hub);
  await client.callTool('modern__answer', {
    text: '{"resultType":"complete","isError":true,"content":[{"type":"text","text":"no luck"}]}',
  });
  const { calls } = await list(hub);
  expect(calls).toMatchObject([{ outcome: 'tool-error', error: 'no luck' }]);
});

test('many clients at once lose no call, and the numbers agree', async () => {
  await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
  const clients = await Promise.all(
    Array.from({ length: 12 }, (_client, index) => connectSocket(hub, named(`client ${index}`))),
  );
  await Promise.all(
    clients.flatMap((client) =>
      Array.from({ length: 25 }, (_call, text) => client.callTool('echo__echo', { text })),
    ),
  );
  const stats = await hub.api.activity.stats({ filter: {}, spanMs: 3_600_000, buckets: 60 });
  expect(stats.all).toMatchObject({ calls: 300, errors: 0 });
  expect(stats.servers).toMatchObject([{ name: 'echo', calls: 300 }]);
  expect(stats.tools).toMatchObject([{ name: 'echo echo', calls: 300 }]);
  expect(stats.clients).toHaveLength(12);
  expect(stats.buckets.reduce((sum, { calls }) => sum + calls, 0)).toBe(300);
  expect((await list(hub, { client: 'client 7' })).total).toBe(25);
  const [view] = (await hub.api.hub.state()).servers;
  expect(view?.latency?.p95).toBeGreaterThan(0);
  expect(view?.lastHour?.reduce((sum, calls) => sum + calls)).toBe(300);
  for (const client of clients) await client[Symbol.asyncDispose]();
});

test('calls arrive at whoever follows, and leave as JSON lines', async () => {
  await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
  await using client = await connectSocket(hub);
  const stop = new AbortController();
  const following = await hub.api.activity.follow(
    { filter: { text: 'wanted' } },
    { signal: stop.signal },
  );
  const first = following[Symbol.asyncIterator]().next();
  // The stream begins when its first answer is awaited, so some calls may come before it.
  let arrived = false;
  void first.finally(() => {
    arrived = true;
  });
  while (!arrived) {
    await client.callTool('echo__echo', { text: 'other' });
    await client.callTool('echo__echo', { text: 'wanted' });
  }
  const { value } = await first;
  expect(value).toEqual(expect.arrayContaining([expect.objectContaining({ server: 'echo' })]));
  stop.abort();
  const { text, calls } = await hub.api.activity.export({ filter: { text: 'other' } });
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(calls);
  expect(lines[0]).toMatchObject({ outcome: 'ok', arguments: '{"text":"other"}' });
});

test('the oldest calls are forgotten, and all of them when told so', async () => {
  const config = { activity: { max_calls: 5 } };
  await using hub = await startHub({ servers: { echo: serverEntry('echo') }, config });
  await using client = await connectSocket(hub);
  for (let text = 0; text < 12; text++) await client.callTool('echo__echo', { text });
  await expect.poll(async () => (await list(hub)).total).toBe(5);
  expect((await list(hub)).calls.map(({ id }) => id)).toEqual([12, 11, 10, 9, 8]);
  expect(await hub.api.activity.clear()).toEqual({ removed: 5 });
  expect(await list(hub)).toMatchObject({ calls: [], total: 0 });
});

test('a hub that nobody calls opens no file, and one that is to record nothing neither', async () => {
  {
    await using idle = await startHub({ servers: { echo: serverEntry('echo') } });
    await using client = await connectSocket(idle);
    await client.request('tools/list');
    expect(existsSync(join(idle.home, 'activity.db'))).toBe(false);
  }
  const config = { activity: { enabled: false } };
  await using hub = await startHub({ servers: { echo: serverEntry('echo') }, config });
  await using client = await connectSocket(hub);
  await client.callTool('echo__echo', { text: 'x' });
  const { total, notRecording } = await list(hub);
  expect(total).toBe(0);
  expect(notRecording).toContain('activity.enabled');
});

async function cancelOne(
  hub: TestHub,
  client: Awaited<ReturnType<typeof connectSocket>>,
): Promise<void> {
  const call = client.callTool('slow__sleep', { ms: 60_000 });
  await hub.waitForState((state) =>
    state.servers.some(({ instances }) => instances.some(({ callsInFlight }) => callsInFlight > 0)),
  );
  client.cancel(call.id);
  await expect.poll(async () => (await list(hub, { outcome: ['cancelled'] })).total).toBe(1);
}
