import { describe, expect, test } from 'vitest';
import type { HubState } from '../../../src-shared/domain/hub-state.ts';
import { connectHttp } from '../../harness/http-client.ts';
import { startHub, type TestHub } from '../../harness/hub.ts';
import type { ModernClient, ModernListen } from '../../harness/modern-client.ts';
import { modernHttp } from '../../harness/modern-http.ts';
import { connectModernProxy, connectModernSocket } from '../../harness/modern-lines.ts';
import { connectProxy, connectSocket } from '../../harness/raw-client.ts';
import { jsonOf, type Message, textOf } from '../../harness/rpc-session.ts';
import { connectSdk } from '../../harness/sdk-clients.ts';
import { serverEntry, startModernHttpServer } from '../../harness/servers.ts';
import { META } from '../../servers/lib/modern-spec.ts';
import { countOf, learnServers } from './carriers.ts';

const updated = 'notifications/resources/updated';
const toolsChanged = 'notifications/tools/list_changed';
const tasks = 'io.modelcontextprotocol/tasks';
const echoUri = 'echo://counter';
const uri = 'modern://counter';
const servers = { echo: serverEntry('echo'), modern: serverEntry('modern') };

const carriers: readonly {
  via: string;
  connect: (hub: TestHub) => Promise<ModernClient>;
}[] = [
  { via: 'proxy', connect: (hub) => connectModernProxy(hub) },
  { via: 'HTTP', connect: async ({ url }) => modernHttp(url) },
];

describe.each(carriers)('a modern client through $via', ({ connect }) => {
  test('hears of updates by servers of both eras, under the id of its listen', async () => {
    await using hub = await startHub({ servers });
    await learnServers(hub);
    await using client = await connect(hub);
    await using other = await connectSocket(hub);
    const listen = client.listen({
      resourceSubscriptions: [echoUri, uri, 'nowhere://x'],
      toolsListChanged: true,
    });
    expect(await listen.acknowledged).toEqual({
      jsonrpc: '2.0',
      method: 'notifications/subscriptions/acknowledged',
      params: {
        _meta: { [META.subscriptionId]: listen.id },
        notifications: { toolsListChanged: true, resourceSubscriptions: [echoUri, uri] },
      },
    });
    for (const [server, one] of [
      ['echo', echoUri],
      ['modern', uri],
    ]) {
      expect(textOf(await other.callTool(`${server}__touch`))).toBe('updated sent');
      expect(await listen.next()).toEqual({
        jsonrpc: '2.0',
        method: updated,
        params: { _meta: { [META.subscriptionId]: listen.id }, uri: one },
      });
    }
    listen.stop();
    await expectFollowed(other, { echo: [], modern: undefined });
    expect(countOf(other, updated)).toBe(0);
  });

  test('hears what servers announce of their lists, and of nothing it did not ask for', async () => {
    await using hub = await startHub({ servers });
    await learnServers(hub);
    await using client = await connect(hub);
    await using other = await connectSocket(hub);
    const [first, second] = [
      client.listen({ toolsListChanged: true }),
      client.listen({ resourcesListChanged: true, toolsListChanged: false }),
    ];
    await Promise.all([first.acknowledged, second.acknowledged]);
    await other.callTool('echo__announce', { list: 'tools' });
    expect(await first.next()).toEqual(changeOf(toolsChanged, first));
    await other.callTool('echo__add_tool', { name: 'later' });
    expect(await first.next()).toEqual(changeOf(toolsChanged, first));
    await other.callTool('modern__add_tool', { name: 'later' });
    expect(await first.next()).toEqual(changeOf(toolsChanged, first));
    await other.callTool('modern__add_resource', { uri: 'modern://new' });
    expect(await second.next()).toEqual(changeOf('notifications/resources/list_changed', second));
    expect(first.messages()).toHaveLength(4);
    expect(second.messages()).toHaveLength(2);
  });

  test('that asks for nothing that anybody tells of is told so at once', async () => {
    await using hub = await startHub({ servers });
    await using client = await connect(hub);
    const listen = client.listen({ resourceSubscriptions: ['nowhere://x'] });
    expect((await listen.acknowledged).params.notifications).toEqual({});
    expect((await listen.ended).result).toMatchObject({ resultType: 'complete' });
    const { error } = await client.request('subscriptions/listen', { notifications: [] });
    expect(error).toMatchObject({ code: -32602 });
  });

  test('goes on hearing of a resource when its server has crashed', async () => {
    await using hub = await startHub({ servers });
    await learnServers(hub);
    await using client = await connect(hub);
    const listen = client.listen({ resourceSubscriptions: [echoUri, uri] });
    await listen.acknowledged;
    await using other = await connectSocket(hub);
    for (const server of ['echo', 'modern']) {
      const { pid } = jsonOf(await other.callTool(`${server}__whoami`));
      process.kill(pid, 'SIGKILL');
      await hub.waitForState(({ servers: views }) =>
        Boolean(
          views
            .find(({ id }) => id === server)
            ?.instances.some((one) => one.pid !== pid && one.state.phase === 'ready'),
        ),
      );
    }
    await expectFollowed(other, { echo: [echoUri], modern: [uri] });
    await other.callTool('echo__touch');
    expect((await listen.next()).params.uri).toBe(echoUri);
    await other.callTool('modern__touch');
    expect((await listen.next()).params.uri).toBe(uri);
  });
});

test('a legacy client follows resources of a modern server as it does those of any other', async () => {
  await using hub = await startHub({ servers });
  await learnServers(hub);
  await using proxy = await connectProxy(hub);
  await using http = await connectHttp(hub);
  expect((await proxy.request('resources/subscribe', { uri })).result).toEqual({});
  expect((await http.request('resources/subscribe', { uri })).result).toEqual({});
  expect(textOf(await proxy.callTool('modern__touch'))).toBe('updated sent');
  for (const client of [proxy, http]) {
    const heard = await client.waitFor(({ method }) => method === updated);
    expect(heard).toEqual({ jsonrpc: '2.0', method: updated, params: { uri } });
  }
  expect((await proxy.request('resources/unsubscribe', { uri })).result).toEqual({});
  expect((await proxy.request('resources/unsubscribe', { uri })).result).toEqual({});
  await expectFollowed(proxy, { modern: [uri] });
  await http.end();
  await expectFollowed(proxy, { modern: undefined });
  expect(countOf(proxy, updated)).toBe(1);
});

test('one listen is open at a server, whoever follows what there', async () => {
  await using hub = await startHub({ servers });
  await learnServers(hub);
  await using one = await connectModernSocket(hub);
  await using two = await connectModernSocket(hub);
  await using legacy = await connectSocket(hub);
  const first = one.listen({ resourceSubscriptions: [uri] });
  const second = two.listen({ resourceSubscriptions: ['modern://greeting'] });
  await Promise.all([first.acknowledged, second.acknowledged]);
  await legacy.request('resources/subscribe', { uri });
  await expectFollowed(legacy, { modern: [uri, 'modern://greeting'] });
  await legacy.callTool('modern__touch');
  await legacy.callTool('modern__touch', { uri: 'modern://greeting' });
  expect((await first.next()).params).toEqual({ ...idIn(first), uri });
  expect((await second.next()).params).toEqual({ ...idIn(second), uri: 'modern://greeting' });
  await legacy.waitFor(({ method }) => method === updated);
  expect([first.messages().length, second.messages().length]).toEqual([2, 2]);
  expect(countOf(legacy, updated)).toBe(1);
});

test.each(['end_listens', 'drop_listens'])(
  'listening goes on after a server did %s',
  async (tool) => {
    await using hub = await startHub({ servers });
    await learnServers(hub);
    await using client = await connectModernSocket(hub);
    const listen = client.listen({ resourceSubscriptions: [uri], toolsListChanged: true });
    await listen.acknowledged;
    await client.callTool(`modern__${tool}`);
    await client.callTool('modern__add_tool', { name: 'meanwhile' });
    // Nobody could tell of the change: it is found when the listen is open again.
    expect((await listen.next()).method).toBe(toolsChanged);
    await expectFollowed(client, { modern: [uri] });
    await client.callTool('modern__touch');
    expect((await listen.next()).params.uri).toBe(uri);
  },
);

test('a modern server over HTTP is listened to as well', async () => {
  await using remote = await startModernHttpServer();
  await using hub = await startHub({ servers: { modern: { transport: 'http', url: remote.url } } });
  await learnServers(hub);
  await using client = await connectModernSocket(hub);
  await using legacy = await connectSocket(hub);
  const listen = client.listen({ resourceSubscriptions: [uri], toolsListChanged: true });
  await listen.acknowledged;
  await legacy.request('resources/subscribe', { uri });
  await client.callTool('modern__touch');
  expect((await listen.next()).params).toEqual({ ...idIn(listen), uri });
  await legacy.waitFor(({ method }) => method === updated);
  await client.callTool('modern__add_tool', { name: 'later' });
  expect((await listen.next()).method).toBe(toolsChanged);
  await client.callTool('modern__drop_listens');
  await expectFollowed(client, { modern: [uri] });
  await legacy.request('resources/unsubscribe', { uri });
  listen.stop();
  await expectFollowed(client, { modern: undefined });
});

test('a task is heard of by whoever asks for it', async () => {
  await using hub = await startHub({ servers });
  await learnServers(hub);
  const capabilities = { extensions: { [tasks]: {} } };
  await using client = await connectModernSocket(hub, { capabilities });
  const { result } = await client.callTool('modern__task', { ask: true });
  const { taskId } = result;
  const listen = client.listen({ taskIds: [taskId] });
  expect((await listen.acknowledged).params.notifications).toEqual({ taskIds: [taskId] });
  await client.request('tasks/update', { taskId, inputResponses: { name: { action: 'decline' } } });
  const heard: Message[] = [await listen.next(), await listen.next()];
  expect(heard.map(({ method, params }) => [method, params.status])).toEqual([
    ['notifications/tasks', 'working'],
    ['notifications/tasks', 'completed'],
  ]);
  expect(heard[0]?.params).toMatchObject({ ...idIn(listen), taskId, 'x-task': 'kept' });

  await using other = await connectModernSocket(hub);
  const { error } = await other.request('subscriptions/listen', {
    notifications: { taskIds: [taskId] },
  });
  expect(error).toMatchObject({
    code: -32021,
    data: { requiredCapabilities: { extensions: { [tasks]: {} } } },
  });
});

test.each(['proxy', 'http'] as const)("the SDK's own client listens through %s", async (via) => {
  await using hub = await startHub({ servers });
  await learnServers(hub);
  const heard: string[] = [];
  await using sdk = await connectSdk({
    hub,
    sdk: 'v2',
    era: 'modern',
    via,
    prepareV2(client) {
      client.setNotificationHandler(updated, ({ params }) => void heard.push(params.uri));
      client.setNotificationHandler(toolsChanged, () => void heard.push('tools'));
    },
  });
  const filter = { toolsListChanged: true, resourceSubscriptions: [uri] };
  const listen = await sdk.client.listen(filter);
  expect(listen.honoredFilter).toEqual(filter);
  await sdk.client.callTool({ name: 'modern__touch', arguments: {} });
  await expect.poll(() => heard).toEqual([uri]);
  await sdk.client.callTool({ name: 'modern__add_tool', arguments: { name: 'later' } });
  await expect.poll(() => heard).toEqual([uri, 'tools']);
  await listen.close();
  await using other = await connectSocket(hub);
  await expectFollowed(other, { modern: undefined });
});

test('a listen over HTTP is told when the hub ends', async () => {
  await using hub = await startHub({ servers });
  await using client = modernHttp(hub.url);
  const listen = client.listen({ toolsListChanged: true });
  await listen.acknowledged;
  const stopped = hub.stop();
  const { result } = await listen.ended;
  expect(result).toMatchObject({
    resultType: 'complete',
    _meta: { [META.subscriptionId]: listen.id, [META.serverInfo]: { name: 'loom' } },
  });
  await stopped;
});

test('a server that is listened to is idle, unless somebody follows something there', async () => {
  const [modern, echo] = [
    serverEntry('modern', [], { idle_stop: '300ms' }),
    serverEntry('echo', [], { idle_stop: '300ms' }),
  ];
  await using hub = await startHub({ servers: { modern, echo } });
  await learnServers(hub);
  await using client = await connectModernSocket(hub);
  await client.listen({ toolsListChanged: true }).acknowledged;
  const runs = (server: string) => (state: HubState) =>
    state.servers.some(({ id, instances }) => id === server && instances.length > 0);
  await hub.waitForState((state) => !runs('modern')(state) && !runs('echo')(state));

  const listen = client.listen({ resourceSubscriptions: [uri] });
  await listen.acknowledged;
  // Idle for less long than the other.
  await client.callTool('echo__whoami');
  const state = await hub.waitForState((now) => !runs('echo')(now));
  expect(runs('modern')(state)).toBe(true);
  listen.stop();
  await hub.waitForState((now) => !runs('modern')(now));
});

interface Caller {
  callTool(name: string): Promise<{ result?: unknown }>;
}

/** What the servers are asked to tell of: `echo` by subscriptions, `modern` by its one listen. */
async function expectFollowed(
  client: Caller,
  expected: { echo?: string[]; modern?: string[] | undefined },
): Promise<void> {
  if (expected.echo) {
    await expect
      .poll(async () => jsonOf(await client.callTool('echo__subscriptions')))
      .toEqual(expected.echo);
  }
  if (!('modern' in expected)) return;
  const resourceSubscriptions = expected.modern && { resourceSubscriptions: expected.modern };
  await expect
    .poll(async () => jsonOf(await client.callTool('modern__listens')))
    .toEqual([
      {
        toolsListChanged: true,
        promptsListChanged: true,
        resourcesListChanged: true,
        ...resourceSubscriptions,
      },
    ]);
}

function idIn(listen: ModernListen): object {
  return { _meta: { [META.subscriptionId]: listen.id } };
}

function changeOf(method: string, listen: ModernListen): object {
  return { jsonrpc: '2.0', method, params: idIn(listen) };
}
