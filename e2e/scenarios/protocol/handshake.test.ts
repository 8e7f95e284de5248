import { describe, expect, test } from 'vitest';
import { startHub } from '../../harness/hub.ts';
import { connectProxy, connectSocket } from '../../harness/raw-client.ts';
import { serverEntry } from '../../harness/servers.ts';
import { carriers, listed } from './carriers.ts';

const revisions = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'];
const clientInfo = { name: 'handshake', version: '1' };

describe.each(carriers)('initialize through $via', ({ connect }) => {
  test('answers each legacy revision with itself, and an unknown one with the newest', async () => {
    await using hub = await startHub({ servers: { echo: serverEntry('echo') } });
    for (const [asked, answered] of [
      ...revisions.map((revision) => [revision, revision]),
      ['1999-01-01', '2025-11-25'],
      ['2026-07-28', '2025-11-25'],
    ]) {
      await using client = await connect(hub, {
        initialize: { protocolVersion: asked, capabilities: {}, clientInfo },
      });
      const { result } = await client.waitFor(({ result }) => result?.protocolVersion);
      expect(result.protocolVersion).toBe(answered);
      expect(result.serverInfo).toMatchObject({ name: 'loom', title: 'Loom' });
      expect(await listed(client, 'tools')).toContain('echo__echo');
    }
  });

  test('unions what the servers can do and puts their instructions together', async () => {
    await using hub = await startHub({
      servers: {
        first: serverEntry('echo', ['--name', 'first']),
        tasks: serverEntry('tasks'),
        quiet: serverEntry('echo', ['--no-instructions']),
        odd: serverEntry('odd'),
      },
    });
    // Once the servers are known, a new session is told of exactly what they can do.
    await using first = await connectSocket(hub);
    await first.request('tools/list');
    await using client = await connect(hub);
    const { result } = await client.waitFor(({ result }) => result?.capabilities);
    expect(result.capabilities).toEqual({
      tools: { listChanged: true },
      prompts: { listChanged: true },
      resources: { subscribe: true, listChanged: true },
      completions: {},
      logging: {},
      tasks: { list: {}, cancel: {}, requests: { tools: { call: {} } } },
    });
    expect(result.instructions).toMatch(/^# first\n\nAsk first to repeat anything\.\n\n# odd\n\n/);
    expect(result.instructions).toContain('Unicode é é 😀 😀, quotes " and a / slash.');
    expect(result.instructions).not.toContain('quiet');
  });
});

test('announces no more than tools where the known servers have no more', async () => {
  await using hub = await startHub({ servers: { slow: serverEntry('slow') } });
  await using first = await connectSocket(hub);
  await first.request('tools/list');
  await using second = await connectSocket(hub);
  const { result } = await second.waitFor(({ result }) => result?.capabilities);
  expect(result.capabilities).toEqual({ tools: { listChanged: true } });
  expect(result.instructions).toBeUndefined();
});

test('cuts composed instructions at the configured length and says so', async () => {
  await using hub = await startHub({
    servers: { echo: serverEntry('echo') },
    config: { limits: { instructions: 12 } },
  });
  await using first = await connectSocket(hub);
  await first.request('tools/list');
  await using second = await connectSocket(hub);
  const { result } = await second.waitFor(({ result }) => result?.capabilities);
  expect(result.instructions).toMatch(/^# echo\n\nAsk \n\n\[cut by Loom: \d+ more characters\]$/);
});

test('a hub without servers answers initialize and empty lists', async () => {
  await using hub = await startHub({ servers: {} });
  await using client = await connectProxy(hub);
  expect(await listed(client, 'tools')).toEqual([]);
  expect(await listed(client, 'prompts')).toEqual([]);
  expect(await listed(client, 'resources')).toEqual([]);
  expect(await listed(client, 'resourceTemplates')).toEqual([]);
});

test('before initialize only ping is served; unknown methods are refused; ping goes both ways', async () => {
  await using hub = await startHub({ servers: { asking: serverEntry('asking') } });
  await using client = await connectProxy(hub, { initialize: false });
  expect(await client.request('ping')).toEqual({ result: {} });
  expect((await client.request('tools/list')).error).toMatchObject({ code: -32600 });
  expect((await client.request('initialize', {})).error).toMatchObject({ code: -32602 });
  await client.request('initialize', {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo,
  });
  expect((await client.request('no/such/method')).error).toEqual({
    code: -32601,
    message: expect.stringContaining('Method not found'),
  });
  // The hub itself answers a server's ping.
  const { result } = await client.callTool('asking__ask_ping');
  expect(result.content[0].text).toBe('{"result":{}}');
});

test('garbage from a client gets a JSON-RPC error and does not end the session', async () => {
  await using hub = await startHub({ servers: { slow: serverEntry('slow') } });
  await using client = await connectProxy(hub);
  expect(JSON.parse(await client.requestRaw('{"jsonrpc":"2.0",'))).toMatchObject({
    id: null,
    error: { code: -32700 },
  });
  client.received.length = 0;
  expect(JSON.parse(await client.requestRaw('{"jsonrpc":"1.0","id":null,"x":1}'))).toMatchObject({
    id: null,
    error: { code: -32600 },
  });
  expect(await client.request('ping')).toEqual({ result: {} });
});
