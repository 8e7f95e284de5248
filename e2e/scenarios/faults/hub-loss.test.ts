import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createHome } from '../../harness/home.ts';
import { connectHttp } from '../../harness/http-client.ts';
import { startHub } from '../../harness/hub.ts';
import { connectModernProxy } from '../../harness/modern-lines.ts';
import { isAlive, processesOf, waitUntilGone } from '../../harness/processes.ts';
import { connectProxy, connectSocket } from '../../harness/raw-client.ts';
import { jsonOf, textOf } from '../../harness/rpc-session.ts';
import { serverEntry } from '../../harness/servers.ts';
import { learnServers } from '../protocol/carriers.ts';
import { runsCalls } from './state.ts';

test('kill -9 of the hub mid-call: the proxy says so, finds a new hub and goes on', async () => {
  await using hub = await startHub({ servers: { slow: serverEntry('slow') } });
  await using client = await connectProxy(hub);
  await client.request('tools/list');
  const firstHub = hub.pid;
  const call = client.callTool('slow__sleep', { ms: 60_000 });
  await hub.waitForState((state) => runsCalls(state, 'slow') === 1);

  await hub.kill9();
  const { error } = await call;
  expect(error).toMatchObject({ code: -33013, data: expect.objectContaining({}) });
  expect(error?.message).toMatch(/hub restarted/);

  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  expect(hub.pid).not.toBe(firstHub);
  await client.waitFor(({ method }) => method === 'notifications/tools/list_changed');
  // The handshake was said again in the client's name; the client saw nothing of it.
  const { sessions } = await hub.waitForState((state) => state.sessions.length === 1);
  expect(sessions[0]).toMatchObject({ client: 'raw', pid: client.pid, carrier: 'socket' });
  expect(
    client.received.filter((line) => 'protocolVersion' in (JSON.parse(line).result ?? {})),
  ).toHaveLength(1);
  expect(client.stderr()).toContain('reconnected');
});

test('twenty proxies that lose their hub at once end up at one new hub', async () => {
  await using hub = await startHub({ servers: { slow: serverEntry('slow') } });
  const clients = await Promise.all(Array.from({ length: 20 }, () => connectProxy(hub)));
  try {
    await hub.kill9();
    const answers = await Promise.all(clients.map((client) => client.callTool('slow__ok')));
    // What reached the old hub's socket in its last moment may have failed; asking again works.
    for (const [index, { error }] of answers.entries()) {
      if (!error) continue;
      expect(error.code).toBe(-33013);
      expect(textOf((await clients[index]?.callTool('slow__ok')) ?? {})).toBe('ok');
    }
    const { sessions } = await hub.waitForState((state) => state.sessions.length === 20);
    expect(new Set(sessions.map(({ pid }) => pid)).size).toBe(20);
    // One that another proxy started too late ends by itself.
    const hubs = () => processesOf(hub).filter((pid) => commandOf(pid).includes('headless'));
    await expect.poll(hubs).toEqual([hub.pid]);
  } finally {
    await Promise.all(clients.map((client) => client[Symbol.asyncDispose]()));
  }
});

test('a proxy starts a hub where none runs, and the hub outlives it', async () => {
  await using home = await createHome({ servers: { slow: serverEntry('slow') } });
  const client = await connectProxy(home);
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  const { pid } = JSON.parse(readFileSync(`${home.home}/hub.json`, 'utf8'));
  await client[Symbol.asyncDispose]();
  expect(await client.exited).toBe(0);
  expect(isAlive(pid)).toBe(true);
});

test('kill -9 of a proxy mid-call cancels the call at the server and ends its session', async () => {
  await using hub = await startHub({ servers: { slow: serverEntry('slow') } });
  await using bystander = await connectSocket(hub);
  const client = await connectProxy(hub);
  const call = client.callTool('slow__sleep', { ms: 60_000 });
  call.catch(() => {});
  await hub.waitForState((state) => runsCalls(state, 'slow') === 1 && state.sessions.length === 2);

  client.child.kill('SIGKILL');
  await client.exited;
  await hub.waitForState((state) => runsCalls(state, 'slow') === 0 && state.sessions.length === 1);
  expect(jsonOf(await bystander.callTool('slow__cancelled'))).toHaveLength(1);
  expect(jsonOf(await bystander.callTool('slow__load'))).toMatchObject({ running: 0 });
});

test('a proxy whose client closes stdin mid-call ends at once and leaves nothing running', async () => {
  await using hub = await startHub({ servers: { slow: serverEntry('slow') } });
  await using bystander = await connectSocket(hub);
  await using client = await connectProxy(hub);
  void client.callTool('slow__sleep', { ms: 60_000 });
  await hub.waitForState((state) => runsCalls(state, 'slow') === 1);
  client.child.stdin.end();
  expect(await client.exited).toBe(0);
  await hub.waitForState((state) => runsCalls(state, 'slow') === 0);
  expect(jsonOf(await bystander.callTool('slow__cancelled'))).toHaveLength(1);
});

test('SIGTERM of the hub lets a short call finish, and its answer arrives', async () => {
  await using hub = await startHub({
    servers: { slow: serverEntry('slow') },
    config: { limits: { drain: '30s' } },
  });
  await using socket = await connectSocket(hub);
  await using http = await connectHttp(hub);
  await using proxy = await connectProxy(hub, { args: ['--no-start'] });
  const calls = [socket, http, proxy].map((client) =>
    client.callTool('slow__sleep', { ms: 2_000 }),
  );
  await hub.waitForState((state) => runsCalls(state, 'slow') === 3);
  const exitCode = hub.stop();
  for (const answer of await Promise.all(calls)) expect(textOf(answer)).toBe('slept 2000 ms');
  expect(await exitCode).toBe(0);
  await socket.closed;
});

test('SIGTERM of the hub waits no longer than its drain time for a long call, then fails it', async () => {
  await using hub = await startHub({
    servers: { slow: serverEntry('slow') },
    config: { limits: { drain: '500ms' } },
  });
  await using socket = await connectSocket(hub);
  const call = socket.callTool('slow__sleep', { ms: 60_000 });
  await hub.waitForState((state) => runsCalls(state, 'slow') === 1);
  expect(await hub.stop()).toBe(0);
  // Either the hub still says so, or the connection ends: the call never hangs.
  const end = await call.catch((error: Error) => error.message);
  expect(JSON.stringify(end)).toMatch(/stopping|ended/);
  expect(processesOf(hub)).toEqual([]);
});

test('a proxy survives a clean restart of the hub, as an upgrade does it', async () => {
  await using hub = await startHub({ servers: { slow: serverEntry('slow') } });
  await using client = await connectProxy(hub);
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  const { pid } = hub;
  await hub.api.hub.stop();
  // As long as it closes, no other can take its place.
  await waitUntilGone(pid);
  await using next = await startHub({ home: hub.home });
  expect(textOf(await client.callTool('slow__ok'))).toBe('ok');
  const { sessions } = await next.api.hub.state();
  expect(sessions.map((session) => session.pid)).toEqual([client.pid]);
});

test('what a modern client listens to outlives its hub, stopped or killed, unnoticed', async () => {
  await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
  // Otherwise the last hub tells of its first look at the server, too, before or after its new tool.
  await learnServers(hub);
  await using client = await connectModernProxy(hub);
  const listen = client.listen({ toolsListChanged: true });
  await listen.acknowledged;
  const { pid } = hub;
  await hub.api.hub.stop();
  await waitUntilGone(pid);
  await using next = await startHub({ home: hub.home });
  await listen.next();
  await next.kill9();
  await client.callTool('echo__add_tool', { name: 'later' });
  await listen.next();
  await listen.next();
  const methods = listen.messages().map(({ method }) => method);
  const changed = 'notifications/tools/list_changed';
  expect(methods).toEqual(['notifications/subscriptions/acknowledged', changed, changed, changed]);
});

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
