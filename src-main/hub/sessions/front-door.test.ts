import { describe, expect, test } from 'vitest';
import { metaKeys } from '../mcp/envelope.ts';
import { envelope, openCore } from '../testing/open-core.ts';

const legacyClient = {
  protocolVersion: '2025-11-25',
  capabilities: { roots: {} },
  clientInfo: { name: 'old', version: '1' },
};

describe('the era', () => {
  test('is decided for each request of one session, and people see the last', async () => {
    await using hub = await openCore({ echo: ['echo.ts'] });
    const { core } = hub;
    const client = hub.connect();
    expect(core.sessions.views()).toMatchObject([{ client: 'unknown', era: undefined }]);
    const modern = await client.modern('tools/list');
    expect(modern.result).toMatchObject({ resultType: 'complete' });
    expect(core.sessions.views()).toMatchObject([
      { client: 'tester', version: '1', era: 'modern' },
    ]);
    // Nothing was shaken, so the other era is still closed.
    expect((await client.legacy('tools/list')).error).toMatchObject({ code: -32600 });
    await client.legacy('initialize', legacyClient);
    const legacy = await client.legacy('tools/list');
    expect(legacy.result).toEqual({ tools: modern.result.tools });
    expect(core.sessions.views()).toMatchObject([{ client: 'old', era: 'legacy' }]);
    expect((await client.modern('ping')).error).toMatchObject({ code: -32601 });
    expect((await client.legacy('ping')).result).toEqual({});
    expect(core.sessions.views()).toMatchObject([{ client: 'tester', era: 'legacy' }]);
  });

  test('a handshake stays one, unless a whole modern envelope surrounds it', async () => {
    await using hub = await openCore({});
    const { modern } = hub.connect();
    expect((await modern('initialize', legacyClient)).error).toMatchObject({ code: -32601 });
    const half = { [metaKeys.clientCapabilities]: undefined };
    expect((await modern('initialize', legacyClient, half)).result).toMatchObject({
      protocolVersion: '2025-11-25',
    });
  });

  test('who has shaken hands may name that revision in an envelope; nobody else may', async () => {
    await using hub = await openCore({});
    const client = hub.connect();
    const old = { [metaKeys.protocolVersion]: '2025-11-25' };
    expect((await client.modern('tools/list', {}, old)).error).toEqual({
      code: -32022,
      message: 'Unsupported protocol version',
      data: { supported: ['2026-07-28'], requested: '2025-11-25' },
    });
    await client.legacy('initialize', legacyClient);
    expect((await client.modern('tools/list', {}, old)).result).toEqual({ tools: [] });
  });

  test('cancelling ends calls of both', async () => {
    await using hub = await openCore({ slow: ['slow.ts'] });
    const client = hub.connect();
    await client.legacy('initialize', legacyClient);
    await client.legacy('tools/list');
    const call = { name: 'sleep', arguments: { ms: 60_000 } };
    const calls = [call, { ...call, _meta: envelope }].map((params, index) =>
      client.send(
        JSON.stringify({ jsonrpc: '2.0', id: `call ${index}`, method: 'tools/call', params }),
      ),
    );
    expect(client.session.calls.size).toBe(2);
    for (const index of calls.keys()) {
      const params = { requestId: `call ${index}` };
      await client.send(
        JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params }),
      );
    }
    await expect(Promise.allSettled(calls)).resolves.toMatchObject([
      { status: 'rejected' },
      { status: 'rejected' },
    ]);
    expect(client.session.calls.size).toBe(0);
  });
});

describe('server/discover', () => {
  test('says all that the servers can do together, and how to speak', async () => {
    await using hub = await openCore({ echo: ['echo.ts'], slow: ['slow.ts'] });
    const { modern } = hub.connect();
    await modern('tools/list');
    const { result } = await modern('server/discover');
    expect(result).toEqual({
      resultType: 'complete',
      supportedVersions: ['2026-07-28', '2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'],
      capabilities: {
        tools: { listChanged: true },
        prompts: { listChanged: true },
        resources: { listChanged: true, subscribe: true },
        completions: {},
        logging: {},
      },
      instructions: '# echo\n\nAsk echo to repeat anything.',
      ttlMs: 0,
      cacheScope: 'private',
      _meta: { [metaKeys.serverInfo]: { name: 'loom', title: 'Loom', version: '1.2.3' } },
    });
  });

  test('is answered to whoever forgot the envelope, with what is missing', async () => {
    await using hub = await openCore({});
    const client = hub.connect();
    const { protocolVersion: version, clientCapabilities: capabilities } = metaKeys;
    const both = `"${version}" and "${capabilities}"`;
    const messages = [
      { params: undefined, lacks: both },
      { params: {}, lacks: both },
      { params: { _meta: { [capabilities]: {} } }, lacks: `"${version}"` },
      { params: { _meta: { [version]: '2026-07-28' } }, lacks: `"${capabilities}"` },
    ];
    for (const { params, lacks } of messages) {
      expect((await client.legacy('server/discover', params)).error).toEqual({
        code: -32602,
        message: `Invalid params: _meta lacks ${lacks}`,
      });
    }
  });
});

describe('a modern request is refused', () => {
  test.each([
    ['for an unknown revision', { [metaKeys.protocolVersion]: 'v999' }, -32022],
    ['without capabilities', { [metaKeys.clientCapabilities]: undefined }, -32602],
    ['for capabilities that are no object', { [metaKeys.clientCapabilities]: [] }, -32602],
    ['for client info that is no object', { [metaKeys.clientInfo]: 'me' }, -32602],
    ['for a logging level that does not exist', { [metaKeys.logLevel]: 'loud' }, -32602],
    [
      'for capabilities without end',
      { [metaKeys.clientCapabilities]: { x: 'x'.repeat(300_000) } },
      -32602,
    ],
  ])('%s', async (_why, meta, code) => {
    await using hub = await openCore({});
    const { modern, session } = hub.connect();
    expect((await modern('tools/list', {}, meta)).error).toMatchObject({ code });
    expect(session.clientKind).toBe('');
  });

  test('with all revisions that would do', async () => {
    await using hub = await openCore({});
    const { error } = await hub
      .connect()
      .modern('tools/list', {}, { [metaKeys.protocolVersion]: '2099-01-01' });
    expect(error?.data).toEqual({
      supported: ['2026-07-28', '2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'],
      requested: '2099-01-01',
    });
  });

  test.each([
    'initialize',
    'ping',
    'logging/setLevel',
    'resources/subscribe',
    'resources/unsubscribe',
    'tasks/list',
    'tasks/result',
    'unknown/method',
    'constructor',
  ])('for a method that its era does not have: %s', async (method) => {
    await using hub = await openCore({});
    const { modern } = hub.connect();
    expect((await modern(method)).error).toEqual({ code: -32601, message: 'Method not found' });
  });

  test('for a cursor that nobody gave out, and for things that are not there', async () => {
    await using hub = await openCore({});
    const { modern, legacy } = hub.connect();
    const cursor = await modern('tools/list', { cursor: '' });
    expect(cursor.error).toMatchObject({ code: -32602 });
    const tool = await modern('tools/call', { name: 'nothing' });
    expect(tool.error).toMatchObject({ code: -32602, message: 'Unknown tool: nothing' });
    const uri = 'nobody://here';
    const missing = await modern('resources/read', { uri });
    await legacy('initialize', legacyClient);
    const old = await legacy('resources/read', { uri });
    expect(missing.error).toMatchObject({ code: -32602, data: { uri } });
    expect(old.error).toMatchObject({ code: -32002, data: { uri } });
  });
});

describe('lists', () => {
  test('are empty where no server has any, also if there was one when it was discovered', async () => {
    await using hub = await openCore({ slow: ['slow.ts'] });
    const { modern } = hub.connect();
    const { capabilities } = (await modern('server/discover')).result;
    expect(capabilities).toMatchObject({ prompts: {}, resources: {} });
    await modern('tools/list');
    for (const [method, list] of [
      ['prompts/list', 'prompts'],
      ['resources/list', 'resources'],
      ['resources/templates/list', 'resourceTemplates'],
    ] as const) {
      expect((await modern(method)).result).toMatchObject({ resultType: 'complete', [list]: [] });
    }
  });

  test('hold the same bytes in both eras; the modern one says more besides', async () => {
    await using hub = await openCore({ echo: ['echo.ts'], odd: ['odd.ts'] });
    const client = hub.connect();
    await client.legacy('initialize', legacyClient);
    const ask = (method: string, params: object) =>
      client.send(JSON.stringify({ jsonrpc: '2.0', id: 'x', method, params }));
    for (const method of ['tools', 'prompts', 'resources', 'resources/templates']) {
      const legacy = await ask(`${method}/list`, {});
      const list = legacy.slice('{"jsonrpc":"2.0","id":"x","result":{'.length, -2);
      expect(list).toContain('[{"');
      expect(await ask(`${method}/list`, { _meta: envelope })).toBe(
        `{"jsonrpc":"2.0","id":"x","result":{"resultType":"complete",${list},` +
          `"ttlMs":0,"cacheScope":"private","_meta":{"${metaKeys.serverInfo}":` +
          '{"name":"loom","title":"Loom","version":"1.2.3"}}}}',
      );
    }
  });

  test('asked for in the modern era are no news for the legacy one', async () => {
    await using hub = await openCore({ echo: ['echo.ts'] });
    const client = hub.connect();
    await client.legacy('initialize', legacyClient);
    const { result } = await client.legacy('tools/list');
    expect(result.tools.length).toBeGreaterThan(0);
    const before = client.session.delivered.get('tools');
    await client.modern('tools/list');
    expect(client.session.delivered.get('tools')).toBe(before);
  });

  test('are kept as long as all their servers allow, which those of the legacy era never do', async () => {
    const modernServer = ['modern.ts', '--ttl', '5000', '--cache-scope', 'public'];
    await using alone = await openCore({ modern: modernServer });
    await using mixed = await openCore({ modern: modernServer, slow: ['slow.ts'] });
    const kept = { ttlMs: 5000, cacheScope: 'public' };
    const strict = { ttlMs: 0, cacheScope: 'private' };
    const one = alone.connect();
    expect((await one.modern('tools/list')).result).toMatchObject(kept);
    const two = mixed.connect();
    expect((await two.modern('tools/list')).result).toMatchObject(strict);
    // The slow one has tools only.
    expect((await two.modern('resources/list')).result).toMatchObject(kept);
    const { result } = await one.modern('server/discover');
    expect(result.capabilities.extensions).toHaveProperty('io.modelcontextprotocol/tasks');
  });

  test('of modern servers are for clients of the legacy era, too', async () => {
    await using hub = await openCore({ modern: ['modern.ts'] });
    const client = hub.connect();
    const { result } = await client.modern('tools/list');
    await client.legacy('initialize', legacyClient);
    expect((await client.legacy('tools/list')).result).toEqual({ tools: result.tools });
    expect(result.tools).not.toEqual([]);
  });

  test('an app may call a tool by the name its server gave it', async () => {
    await using hub = await openCore({ a: ['echo.ts'], b: ['slow.ts'] });
    const { modern } = hub.connect();
    const { result } = await modern('tools/list');
    expect(result.tools.map(({ name }: { name: string }) => name)).toContain('a__add');
    for (const name of ['a__add', 'add']) {
      const call = await modern('tools/call', { name, arguments: { a: 1, b: 2 } });
      expect(call.result).toMatchObject({ structuredContent: { sum: 3 } });
    }
  });
});
