/** In which era servers are spoken to, with real servers over HTTP and as children. */
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ServerSpec } from '../../../src-shared/domain/server.ts';
import {
  type Exchange,
  result,
  sendJson,
  startHttpServer,
  type TestHttpServer,
} from './testing/http-server.ts';
import { session, supervise, TestMemory } from './testing/supervise.ts';

const dayMs = 24 * 60 * 60 * 1000;
const a = session('a');
const b = session('b');

describe('a server over HTTP', () => {
  let server: TestHttpServer;
  /** How it speaks; it may change. */
  let speaks: 'legacy' | 'modern' | 'dual' | ((exchange: Exchange) => void);

  beforeEach(async () => {
    server = await startHttpServer((exchange) => {
      if (typeof speaks === 'function') speaks(exchange);
      else answerAs(speaks, exchange);
    });
  });

  afterEach(() => server.stop());

  const spec = (more: object = {}) => ({ transport: 'http', url: server.url, ...more });
  const asked = () =>
    server.exchanges.flatMap(({ message }) => message.method ?? []).filter(isQuestion);

  test('of both eras is spoken to as each session speaks, and asked for that once', async () => {
    speaks = 'dual';
    await using test = supervise(spec());
    const srv = test.supervisor.server('srv');
    const [legacyA, modernA, legacyB, modernB] = await Promise.all([
      srv.acquire(a),
      srv.acquire(a, 'modern'),
      srv.acquire(b),
      srv.acquire(b, 'modern'),
    ]);
    expect([...srv.instances.keys()].sort()).toEqual(['modern:shared', 'session:a', 'session:b']);
    expect(modernA).toBe(modernB);
    expect([legacyA.era, legacyB.era, modernA.era]).toEqual(['legacy', 'legacy', 'modern']);
    expect(modernA.answer).toMatchObject({ era: 'modern', protocolVersion: '2026-07-28' });
    expect(modernA.peer.envelope).toEqual({
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'loom', title: 'Loom', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    });
    expect(legacyA.peer.envelope).toBeUndefined();
    // Two questions find it out; then each instance begins in its own way.
    expect(asked().slice(0, 2)).toEqual(['server/discover', 'initialize']);
    expect(asked().slice(2).sort()).toEqual(['initialize', 'initialize', 'server/discover']);
    expect(srv.acquire(a)).toBe(legacyA);
    expect(srv.acquire(b, 'modern')).toBe(modernA);
    test.supervisor.sessionEnded('a');
    expect([...srv.instances.keys()].sort()).toEqual(['modern:shared', 'session:b']);
  });

  test('of one era serves sessions of both by instances of that one', async () => {
    for (const [era, keys] of [
      ['legacy', ['session:a', 'session:b']],
      ['modern', ['modern:shared']],
    ] as const) {
      speaks = era;
      await using test = supervise(spec());
      const srv = test.supervisor.server('srv');
      const instances = [await srv.acquire(a), await srv.acquire(b, 'modern')];
      expect(instances.map((instance) => instance.era)).toEqual([era, era]);
      expect([...srv.instances.keys()]).toEqual(keys);
      expect(test.memory.verdicts).toEqual([era]);
    }
  });

  test('that is known is not asked again, but for a legacy one after a day', async () => {
    speaks = 'legacy';
    await using known = supervise(
      spec(),
      TestMemory.with(spec(), 'legacy', Date.now() - dayMs / 2),
    );
    await known.supervisor.server('srv').acquire(a, 'modern');
    expect(asked()).toEqual(['initialize']);
    speaks = 'modern';
    await using old = supervise(spec(), TestMemory.with(spec(), 'legacy', Date.now() - 2 * dayMs));
    const { era } = await old.supervisor.server('srv').acquire(a);
    expect(era).toBe('modern');
    await using newer = supervise(
      spec(),
      TestMemory.with(spec(), 'modern', Date.now() - 2 * dayMs),
    );
    server.exchanges.length = 0;
    await newer.supervisor.server('srv').acquire(a);
    expect(server.exchanges.map(({ message }) => message.method)).toEqual(['server/discover']);
  });

  test('is asked anew after someone has stopped it', async () => {
    speaks = 'modern';
    await using test = supervise(spec());
    const srv = test.supervisor.server('srv');
    await srv.acquire(a);
    speaks = 'dual';
    await test.supervisor.stop('srv');
    expect(srv.era.verdict).toBe('modern');
    expect((await srv.acquire(a)).era).toBe('legacy');
    expect(test.memory.verdicts).toEqual(['dual']);
    server.exchanges.length = 0;
    await srv.acquire(b);
    expect(asked()).toEqual(['initialize']);
  });

  test('that does not speak any more what it spoke is asked anew, once for all who wait', async () => {
    for (const [was, is] of [
      ['legacy', 'modern'],
      ['modern', 'legacy'],
    ] as const) {
      speaks = is;
      server.exchanges.length = 0;
      await using test = supervise(spec(), TestMemory.with(spec(), was));
      const srv = test.supervisor.server('srv');
      const both = await Promise.all([srv.acquire(a), srv.acquire(a, 'modern')]);
      expect(both.map(({ era }) => era)).toEqual([is, is]);
      expect(test.memory.verdicts).toEqual([is]);
      expect(test.failures).toEqual([]);
      expect(srv.health().phase).toBe('ready');
      expect(srv.instances.size).toBe(1);
    }
  });

  test('that refuses initialize for reasons of its own has failed once, with its own words', async () => {
    speaks = ({ message, response }) =>
      sendJson(response, {
        jsonrpc: '2.0',
        id: message.id,
        error: { code: -32603, message: `no licence for ${message.method}` },
      });
    await using test = supervise(spec(), TestMemory.with(spec(), 'legacy'));
    const srv = test.supervisor.server('srv');
    const says = 'server "srv" could not start: no licence for initialize';
    await expect(srv.acquire(a)).rejects.toThrow(says);
    expect(test.failures.map(({ message }) => message)).toEqual([says]);
    expect(srv.breaker.state).toMatchObject({ phase: 'waiting', attempt: 1 });
    expect(srv.instances.size).toBe(0);
  });

  test('that lets nobody in or is not there fails as such, and nothing is concluded', async () => {
    speaks = ({ response }) => void response.writeHead(401).end();
    await using refused = supervise(spec());
    await expect(refused.supervisor.server('srv').acquire(a)).rejects.toThrow(
      'refuses our credentials (401 Unauthorized)',
    );
    await server.stop();
    await using gone = supervise(spec());
    await expect(gone.supervisor.server('srv').acquire(a, 'modern')).rejects.toThrow(
      'cannot be reached: nothing listens there',
    );
    for (const { memory, failures } of [refused, gone]) {
      expect(memory.verdicts).toEqual([]);
      expect(failures).toHaveLength(1);
    }
  });

  test('that gave no evidence but takes the handshake is not asked again by this hub', async () => {
    speaks = (exchange) =>
      exchange.message.method === 'server/discover'
        ? void exchange.response.writeHead(500).end()
        : answerAs('legacy', exchange);
    await using test = supervise(spec());
    const srv = test.supervisor.server('srv');
    await srv.acquire(a, 'modern');
    await srv.acquire(b);
    expect(asked()).toEqual(['server/discover', 'initialize', 'initialize']);
  });

  test('is not started for a session that has ended meanwhile', async () => {
    let closed = false;
    const leaving = {
      ...session('c'),
      get closed() {
        return closed;
      },
    };
    speaks = (exchange) => {
      closed = true;
      answerAs('dual', exchange);
    };
    await using test = supervise(spec());
    await expect(test.supervisor.server('srv').acquire(leaving)).rejects.toThrow('gone');
    expect(test.supervisor.server('srv').instances.size).toBe(0);
  });

  test('that speaks none of our revisions fails with those that it names', async () => {
    speaks = ({ message, response }) =>
      sendJson(response, result(message.id, { supportedVersions: ['2031-01-01'] }));
    await using test = supervise(spec());
    const srv = test.supervisor.server('srv');
    await expect(Promise.all([srv.acquire(a), srv.acquire(b)])).rejects.toMatchObject({
      message: 'server "srv" could not start: it supports MCP 2031-01-01 only',
      server: 'srv',
    });
    expect(test.failures).toHaveLength(1);
    expect(srv.breaker.state).toMatchObject({ phase: 'waiting', attempt: 1 });
  });

  test('is spoken to as its entry says, without being asked', async () => {
    speaks = 'dual';
    for (const era of ['legacy', 'modern'] as const) {
      server.exchanges.length = 0;
      await using test = supervise(spec({ era }));
      const srv = test.supervisor.server('srv');
      expect((await srv.acquire(a, 'modern')).era).toBe(era);
      expect(asked()).toEqual([era === 'legacy' ? 'initialize' : 'server/discover']);
      expect(test.memory.verdicts).toEqual([]);
    }
  });

  test('whose entry names another era than it speaks says which revisions it supports', async () => {
    speaks = 'modern';
    await using legacy = supervise(spec({ era: 'legacy' }));
    await expect(legacy.supervisor.server('srv').acquire(a)).rejects.toMatchObject({
      message: 'server "srv" could not start: it supports MCP 2026-07-28 only',
      remedy: expect.stringContaining('`era: legacy`'),
    });
    speaks = 'legacy';
    await using modern = supervise(spec({ era: 'modern' }));
    await expect(modern.supervisor.server('srv').acquire(a)).rejects.toMatchObject({
      message: 'server "srv" could not start: it refuses server/discover: not initialized',
      remedy: expect.stringContaining('`era: modern`'),
    });
  });

  test('is not waited for when its entry changes or the hub stops meanwhile', async () => {
    const stopped = {
      changed: ({ supervisor }: ReturnType<typeof supervise>) =>
        supervisor.apply({ srv: ServerSpec.parse(spec({ headers: { 'X-New': '1' } })) }),
      closed: ({ supervisor }: ReturnType<typeof supervise>) => supervisor.close(),
    };
    for (const stop of [stopped.changed, stopped.closed]) {
      await using test = supervise(spec());
      speaks = () => void stop(test);
      await expect(test.supervisor.server('srv').acquire(a)).rejects.toThrow(/stopp/);
      expect(test.failures).toEqual([]);
    }
  });

  test('is restarted when its entry names another era', async () => {
    speaks = 'dual';
    await using test = supervise(spec({ era: 'legacy' }));
    const before = await test.supervisor.server('srv').acquire(a);
    test.supervisor.apply({ srv: ServerSpec.parse(spec({ era: 'modern' })) });
    const after = await test.supervisor.server('srv').acquire(a);
    expect([before.isReady, after.era]).toEqual([false, 'modern']);
  });

  test('of both eras that is probed starts in both, so that all that it offers becomes known', async () => {
    speaks = 'dual';
    await using test = supervise(spec());
    const instance = await test.supervisor.probe('srv');
    expect(instance.era).toBe('legacy');
    const { instances } = test.supervisor.server('srv');
    expect([...instances.keys()]).toEqual(['probe', 'modern:shared']);
    expect((await instances.get('modern:shared')?.ready)?.era).toBe('modern');
  });
});

describe('a server that is a child', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loom-eras-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const servers = new URL('../../../e2e/servers/', import.meta.url).pathname;
  const spec = (file: string, args: string[] = [], more: object = {}) => ({
    transport: 'stdio',
    command: process.execPath,
    args: [join(servers, file), ...args],
    ...more,
  });
  const start = (test: ReturnType<typeof supervise>) =>
    test.supervisor.server('srv').acquire(a, 'modern');

  test('is greeted as legacy first, and as modern where it refuses that', async () => {
    for (const [file, era] of [
      ['echo.ts', 'legacy'],
      ['modern.ts', 'modern'],
    ] as const) {
      await using test = supervise(spec(file));
      const instance = await start(test);
      expect(instance.era).toBe(era);
      expect(instance.key).toBe('shared');
      expect(test.memory.verdicts).toEqual([era]);
      expect(test.failures).toEqual([]);
    }
  });

  test('that refuses initialize with any other error is asked as modern, too', async () => {
    await using test = supervise(spec('modern.ts', ['--refuse-with', '-32601']));
    expect((await start(test)).era).toBe('modern');
  });

  test('that was modern is not sent initialize', async () => {
    const modern = spec('modern.ts', ['--exit-on-initialize']);
    await using test = supervise(modern, TestMemory.with(modern, 'modern'));
    expect((await start(test)).era).toBe('modern');
    await using named = supervise({ ...modern, era: 'modern' });
    expect((await start(named)).era).toBe('modern');
  });

  test('that was modern and is not any more is greeted on the same connection', async () => {
    await using test = supervise(spec('echo.ts'), TestMemory.with(spec('echo.ts'), 'modern'));
    const instance = await start(test);
    expect([instance.era, instance.peer.envelope]).toEqual(['legacy', undefined]);
    expect(test.memory.verdicts).toEqual(['legacy']);
    expect(test.failures).toEqual([]);
  });

  test('that ends over server/discover is started once more, and greeted as legacy', async () => {
    const path = join(folder, 'picky.js');
    writeFileSync(path, pickyServer);
    const picky = { transport: 'stdio', command: process.execPath, args: [path] };
    await using test = supervise(picky, TestMemory.with(picky, 'modern'));
    const both = await Promise.all([start(test), start(test)]);
    expect(both[0]).toBe(both[1]);
    expect(both[0]?.era).toBe('legacy');
    expect(test.memory.verdicts).toEqual(['legacy']);
    expect(test.failures).toEqual([]);
  });

  test('whose entry names another era than it speaks says what it supports', async () => {
    await using legacy = supervise(spec('modern.ts', [], { era: 'legacy' }));
    await expect(start(legacy)).rejects.toMatchObject({
      message: 'server "srv" could not start: it supports MCP 2026-07-28 only',
      remedy: expect.stringContaining('`era: legacy`'),
    });
    await using modern = supervise(spec('echo.ts', [], { era: 'modern' }));
    await expect(start(modern)).rejects.toMatchObject({
      message: expect.stringContaining('it refuses server/discover: Method not found'),
      remedy: expect.stringContaining('`era: modern`'),
    });
  });

  test('that fails to start is started once, whatever was known of it', async () => {
    for (const memory of [new TestMemory(), TestMemory.with(spec('exit-at-start.ts'), 'legacy')]) {
      await using test = supervise(spec('exit-at-start.ts'), memory);
      await expect(start(test)).rejects.toThrow('exited with code 1');
      expect(test.failures).toHaveLength(1);
    }
  });
});

/** Ends when its first message is not `initialize`. */
const pickyServer = `
  require('node:readline').createInterface(process.stdin).on('line', (line) => {
    const { id, method } = JSON.parse(line);
    if (method !== 'initialize') { if (method === 'server/discover') process.exit(1); return; }
    const result = { protocolVersion: '2025-11-25', capabilities: {}, serverInfo: {} };
    console.log(JSON.stringify({ jsonrpc: '2.0', id, result }));
  });
`;

function isQuestion(method: string): boolean {
  return method === 'initialize' || method === 'server/discover';
}

function answerAs(era: 'legacy' | 'modern' | 'dual', { message, headers, response }: Exchange) {
  const { id, method } = message;
  const refuse = (code: number, text: string, data?: object) => {
    response.writeHead(400, { 'content-type': 'application/json' });
    const error = { code, message: text, data };
    response.end(JSON.stringify({ jsonrpc: '2.0', id: id ?? null, error }));
  };
  if (method === undefined) return void response.writeHead(405).end();
  if (headers['mcp-protocol-version'] === '2026-07-28') {
    if (era === 'legacy') return refuse(-32000, 'not initialized');
    const capabilities = { tools: {} };
    return sendJson(response, result(id, { supportedVersions: ['2026-07-28'], capabilities }));
  }
  if (era === 'modern') return refuse(-32022, 'no', { supported: ['2026-07-28'] });
  if (id === undefined) return void response.writeHead(202).end();
  const initialize = { protocolVersion: '2025-11-25', capabilities: {}, serverInfo: {} };
  return sendJson(response, result(id, initialize), { 'mcp-session-id': 's' });
}
