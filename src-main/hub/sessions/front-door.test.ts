import { describe, expect, test } from 'vitest';
import { serverEntry } from '../../../e2e/harness/servers.ts';
import { metaKeys } from '../../../src-shared/wire/meta-keys.ts';
import { openCore } from '../testing/open-core.ts';
import { envelope } from '../testing/test-client.ts';

const legacyClient = {
  protocolVersion: '2025-11-25',
  capabilities: { roots: {} },
  clientInfo: { name: 'old', version: '1' },
};

describe('the era', () => {
  test('is decided for each request of one session, and people see the last', async () => {
    await using hub = openCore({ echo: serverEntry('echo') });
    const { core } = hub;
    const client = hub.connect();
    expect(core.sessions.views()).toMatchObject([{ client: 'unknown', era: undefined }]);
    const modern = await client.modern('tools/list');
    expect(modern.result).toMatchObject({ resultType: 'complete' });
    expect(core.sessions.views()).toMatchObject([{ client: 'test', version: '1', era: 'modern' }]);
    // Nothing was shaken, so the other era is still closed.
    expect((await client.ask('tools/list')).error).toMatchObject({ code: -32600 });
    await client.ask('initialize', legacyClient);
    const legacy = await client.ask('tools/list');
    expect(legacy.result).toEqual({ tools: modern.result.tools });
    expect(core.sessions.views()).toMatchObject([{ client: 'old', era: 'legacy' }]);
    expect((await client.modern('ping')).error).toMatchObject({ code: -32601 });
    expect((await client.ask('ping')).result).toEqual({});
    expect(core.sessions.views()).toMatchObject([{ client: 'test', era: 'legacy' }]);
  });

  test('a handshake stays one, unless a whole modern envelope surrounds it', async () => {
    await using hub = openCore({});
    const client = hub.connect();
    expect((await client.modern('initialize', legacyClient)).error).toMatchObject({ code: -32601 });
    const half = { [metaKeys.clientCapabilities]: undefined };
    expect((await client.modern('initialize', legacyClient, half)).result).toMatchObject({
      protocolVersion: '2025-11-25',
    });
  });

  test('who has shaken hands may name that revision in an envelope; nobody else may', async () => {
    await using hub = openCore({});
    const client = hub.connect();
    const old = { [metaKeys.protocolVersion]: '2025-11-25' };
    expect((await client.modern('tools/list', {}, old)).error).toEqual({
      code: -32022,
      message: 'Unsupported protocol version',
      data: { supported: ['2026-07-28'], requested: '2025-11-25' },
    });
    await client.ask('initialize', legacyClient);
    expect((await client.modern('tools/list', {}, old)).result).toEqual({ tools: [] });
  });

  test('cancelling ends calls of both', async () => {
    await using hub = openCore({ slow: serverEntry('slow') });
    const client = hub.connect();
    await client.ask('initialize', legacyClient);
    await client.ask('tools/list');
    const call = { name: 'sleep', arguments: { ms: 60_000 } };
    const ids = [call, { ...call, ...envelope() }].map((params) =>
      client.begin('tools/call', params),
    );
    expect(client.session.calls.size).toBe(2);
    for (const id of ids) client.cancel(id);
    expect(client.dropped).toEqual(ids);
    expect(client.session.calls.size).toBe(0);
  });
});

describe('server/discover', () => {
  test('says all that the servers can do together, and how to speak', async () => {
    await using hub = openCore({ echo: serverEntry('echo'), slow: serverEntry('slow') });
    const client = hub.connect();
    await client.modern('tools/list');
    const { result } = await client.modern('server/discover');
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
    await using hub = openCore({});
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
      expect((await client.ask('server/discover', params)).error).toEqual({
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
    await using hub = openCore({});
    const client = hub.connect();
    expect((await client.modern('tools/list', {}, meta)).error).toMatchObject({ code });
    expect(client.session.clientKind).toBe('');
  });

  test('with all revisions that would do', async () => {
    await using hub = openCore({});
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
    await using hub = openCore({});
    const client = hub.connect();
    expect((await client.modern(method)).error).toEqual({
      code: -32601,
      message: 'Method not found',
    });
  });

  test('for a cursor that nobody gave out, and for things that are not there', async () => {
    await using hub = openCore({});
    const client = hub.connect();
    const cursor = await client.modern('tools/list', { cursor: '' });
    expect(cursor.error).toMatchObject({ code: -32602 });
    const tool = await client.modern('tools/call', { name: 'nothing' });
    expect(tool.error).toMatchObject({ code: -32602, message: 'Unknown tool: nothing' });
    const uri = 'nobody://here';
    const missing = await client.modern('resources/read', { uri });
    await client.ask('initialize', legacyClient);
    const old = await client.ask('resources/read', { uri });
    expect(missing.error).toMatchObject({ code: -32602, data: { uri } });
    expect(old.error).toMatchObject({ code: -32002, data: { uri } });
  });
});

describe('lists', () => {
  test('are empty where no server has any, also if there was one when it was discovered', async () => {
    await using hub = openCore({ slow: serverEntry('slow') });
    const client = hub.connect();
    const { capabilities } = (await client.modern('server/discover')).result;
    expect(capabilities).toMatchObject({ prompts: {}, resources: {} });
    await client.modern('tools/list');
    for (const [method, list] of [
      ['prompts/list', 'prompts'],
      ['resources/list', 'resources'],
      ['resources/templates/list', 'resourceTemplates'],
    ] as const) {
      expect((await client.modern(method)).result).toMatchObject({
        resultType: 'complete',
        [list]: [],
      });
    }
  });

  test('hold the same bytes in both eras; the modern one says more besides', async () => {
    await using hub = openCore({ echo: serverEntry('echo'), odd: serverEntry('odd') });
    const client = hub.connect();
    await client.ask('initialize', legacyClient);
    const ask = async (method: string, params: object) => {
      client.send({ jsonrpc: '2.0', id: 'x', method, params });
      await client.answerTo('x');
      return client.texts.at(-1) ?? '';
    };
    for (const method of ['tools', 'prompts', 'resources', 'resources/templates']) {
      const legacy = await ask(`${method}/list`, {});
      const list = legacy.slice('{"jsonrpc":"2.0","id":"x","result":{'.length, -2);
      expect(list).toContain('[{"');
      expect(await ask(`${method}/list`, envelope())).toBe(
        `{"jsonrpc":"2.0","id":"x","result":{"resultType":"complete",${list},` +
          `"ttlMs":0,"cacheScope":"private","_meta":{"${metaKeys.serverInfo}":` +
          '{"name":"loom","title":"Loom","version":"1.2.3"}}}}',
      );
    }
  });

  test('asked for in the modern era are no news for the legacy one', async () => {
    await using hub = openCore({ echo: serverEntry('echo') });
    const client = hub.connect();
    await client.ask('initialize', legacyClient);
    const { result } = await client.ask('tools/list');
    expect(result.tools.length).toBeGreaterThan(0);
    const before = client.session.delivered.get('tools');
    await client.modern('tools/list');
    expect(client.session.delivered.get('tools')).toBe(before);
  });

  test('are kept as long as all their servers allow, which those of the legacy era never do', async () => {
    const modernServer = serverEntry('modern', ['--ttl', '5000', '--cache-scope', 'public']);
    await using alone = openCore({ modern: modernServer });
    await using mixed = openCore({ modern: modernServer, slow: serverEntry('slow') });
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
    await using hub = openCore({ modern: serverEntry('modern') });
    const client = hub.connect();
    const { result } = await client.modern('tools/list');
    await client.ask('initialize', legacyClient);
    expect((await client.ask('tools/list')).result).toEqual({ tools: result.tools });
    expect(result.tools).not.toEqual([]);
  });

  test('an app may call a tool by the name its server gave it', async () => {
    await using hub = openCore({ a: serverEntry('echo'), b: serverEntry('slow') });
    const client = hub.connect();
    const { result } = await client.modern('tools/list');
    expect(result.tools.map(({ name }: { name: string }) => name)).toContain('a__add');
    for (const name of ['a__add', 'add']) {
      const call = await client.modern('tools/call', { name, arguments: { a: 1, b: 2 } });
      expect(call.result).toMatchObject({ structuredContent: { sum: 3 } });
    }
  });
});
