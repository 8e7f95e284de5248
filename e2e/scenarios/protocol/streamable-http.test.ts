/** The Streamable HTTP transport as 2025-11-25 basic/transports has it, request by request. */
import { once } from 'node:events';
import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { connectHttp } from '../../harness/http-client.ts';
import { startHub } from '../../harness/hub.ts';
import { serverEntry } from '../../harness/servers.ts';
import { learnServers } from './carriers.ts';
import { call, eventsOf, initialize, post, send, startSession } from './http-requests.ts';

const servers = { slow: serverEntry('slow'), echo: serverEntry('echo') };
const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
const json = (text: string) => JSON.parse(text);

describe('a POST', () => {
  test('is answered as JSON where nothing comes before the answer', async () => {
    await using hub = await startHub({ servers });
    const first = await post(hub.url, initialize());
    expect(first.status).toBe(200);
    expect(first.headers['content-type']).toBe('application/json');
    expect(first.headers['mcp-session-id']).toMatch(/^[\x21-\x7e]{20,}$/);
    expect(json(first.body)).toMatchObject({ id: 0, result: { protocolVersion: '2025-11-25' } });

    const session = await startSession(hub.url);
    expect(session.id).not.toBe(first.headers['mcp-session-id']);
    const answer = await session.post(call('a', 'slow__sleep', { ms: 20 }));
    expect(answer.headers['content-type']).toBe('application/json');
    expect(json(answer.body)).toMatchObject({ id: 'a', result: { content: [{ type: 'text' }] } });
  });

  test('of notifications and answers alone gets 202 and no body', async () => {
    await using hub = await startHub({ servers });
    const session = await startSession(hub.url);
    for (const message of [
      { jsonrpc: '2.0', method: 'notifications/roots/list_changed' },
      { jsonrpc: '2.0', id: 99, result: {} },
      { jsonrpc: '2.0', id: 99, error: { code: 1, message: 'x' } },
      [{ jsonrpc: '2.0', method: 'notifications/initialized' }],
    ]) {
      const answer = await session.post(message);
      expect([answer.status, answer.body]).toEqual([202, '']);
    }
  });

  test('becomes a stream when progress comes first, primed for 2025-11-25 only', async () => {
    await using hub = await startHub({ servers });
    for (const [version, primed] of [
      ['2025-11-25', true],
      ['2025-06-18', false],
    ] as const) {
      const session = await startSession(hub.url, version);
      const response = await session.openPost(
        call('s', 'slow__sleep', { ms: 150, every: 60 }, { progressToken: 'p' }),
      );
      expect(response.headers['content-type']).toBe('text/event-stream');
      const next = eventsOf(response);
      if (primed) expect(await next()).toEqual({ id: expect.any(String), data: '' });
      const progress = await next();
      expect(progress?.id).toBeTruthy();
      expect(json(progress?.data ?? '').params).toMatchObject({ progressToken: 'p', progress: 60 });
      expect(json((await next())?.data ?? '').params.progress).toBe(120);
      expect(json((await next())?.data ?? '')).toMatchObject({ id: 's', result: {} });
      expect(await next()).toBeUndefined();
    }
  });

  test('that accepts events only, or names them first, is answered by a stream', async () => {
    await using hub = await startHub({ servers });
    const session = await startSession(hub.url);
    for (const accept of ['text/event-stream', 'text/event-stream, application/json']) {
      const next = eventsOf(await session.openPost(ping, { accept }));
      await next();
      expect(json((await next())?.data ?? '')).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
      expect(await next()).toBeUndefined();
    }
  });

  test('whose call is cancelled ends without an answer', async () => {
    await using hub = await startHub({ servers });
    await learnServers(hub);
    const session = await startSession(hub.url);
    const pending = session.post(call('c', 'slow__sleep', { ms: 60_000 }));
    await expect
      .poll(async () => (await session.post(call('l', 'slow__load'))).body)
      .toContain('\\"running\\":1');
    const cancelled = { jsonrpc: '2.0', method: 'notifications/cancelled' };
    await session.post({ ...cancelled, params: { requestId: 'c' } });
    expect((await pending).body).not.toContain('"result"');
  });

  test('of a batch gets all answers in one array, of 2025-03-26', async () => {
    await using hub = await startHub({ servers });
    const session = await startSession(hub.url, '2025-03-26');
    const answer = await session.post([
      { jsonrpc: '2.0', method: 'notifications/roots/list_changed' },
      call('x', 'slow__sleep', { ms: 40 }),
      { ...ping, id: 2 },
      { jsonrpc: '2.0', id: 3, method: 'no/such' },
    ]);
    expect(answer.status).toBe(200);
    const answers: { id: unknown }[] = json(answer.body);
    expect(answers.map(({ id }) => id).sort()).toEqual([2, 3, 'x']);
    expect((await session.post([])).status).toBe(400);
    const mixed = await session.post([ping, { jsonrpc: '1.0' }]);
    expect([mixed.status, json(mixed.body).error.code]).toEqual([400, -32600]);
  });

  test('that is not for this endpoint is refused with the reason', async () => {
    await using hub = await startHub({ servers });
    const { headers } = await startSession(hub.url);
    const cases: [string, Record<string, string>, unknown, number, number][] = [
      ['not JSON', headers, '{"jsonrpc":', 400, -32700],
      ['text after it', headers, '{"jsonrpc":"2.0","id":1,"method":"ping"} x', 400, -32700],
      ['not JSON-RPC', headers, '{"id":1}', 400, -32600],
      ['no session', {}, ping, 400, -32600],
      ['an unknown session', { ...headers, 'mcp-session-id': 'nope' }, ping, 404, -32001],
      ['a bad version', { ...headers, 'mcp-protocol-version': '1999-01-01' }, ping, 400, -32600],
      ['a type not JSON', { ...headers, 'content-type': 'text/plain' }, ping, 415, -32600],
      ['no type', { ...headers, 'content-type': '' }, ping, 415, -32600],
      ['wanting HTML', { ...headers, accept: 'text/html' }, ping, 406, -32600],
    ];
    for (const [what, sent, body, status, code] of cases) {
      const answer = await post(hub.url, body, sent);
      expect([answer.status, json(answer.body).error.code], what).toEqual([status, code]);
      expect(json(answer.body).error.message, what).toMatch(/^loom: ./);
    }
    const fineHeaders: Record<string, string>[] = [
      { 'mcp-protocol-version': '' },
      { accept: '*/*' },
      { accept: '' },
      { 'content-type': 'application/json; charset=utf-8' },
    ];
    for (const fine of fineHeaders) {
      expect((await post(hub.url, ping, { ...headers, ...fine })).status).toBe(200);
    }
    const pretty = await post(hub.url, JSON.stringify(call(1, 'slow__ok'), null, 2), headers);
    expect(json(pretty.body).result.content[0].text).toBe('ok');
  });

  test('above the limit gets 413 with a clear error, announced or not', async () => {
    await using hub = await startHub({ servers, config: { limits: { max_message: '64KB' } } });
    const session = await startSession(hub.url);
    const big = call(1, 'echo__echo', { text: 'x'.repeat(300_000) });
    const announced = await session.post(big);
    expect([announced.status, json(announced.body).error.code]).toEqual([413, -33031]);
    expect(announced.body).toContain('limits.max_message');
    expect(announced.body).toContain('65536 bytes');

    const sent = request(hub.url, {
      method: 'POST',
      agent: false,
      headers: {
        'content-type': 'application/json',
        'transfer-encoding': 'chunked',
        ...session.headers,
      },
    });
    sent.on('error', () => {});
    for (let n = 0; n < 20; n++) sent.write('x'.repeat(100_000));
    sent.end();
    const [response] = await once(sent, 'response');
    expect(response.statusCode).toBe(413);
    response.resume();
    expect((await session.post(ping)).status).toBe(200);
  });
});

describe('a GET', () => {
  test('opens the session’s own stream, and a second one takes its place', async () => {
    await using hub = await startHub({ servers });
    await learnServers(hub);
    const session = await startSession(hub.url);
    const first = await session.get();
    expect([first.statusCode, first.headers['content-type']]).toEqual([200, 'text/event-stream']);
    const ended = once(first.resume(), 'end');
    const next = eventsOf(await session.get());
    await ended;
    await session.post(call(1, 'echo__add_tool', { name: 'new' }));
    await next();
    expect(json((await next())?.data ?? '').method).toBe('notifications/tools/list_changed');
  });

  test('brings what was sent before it was opened', async () => {
    await using hub = await startHub({ servers });
    await learnServers(hub);
    const session = await startSession(hub.url);
    await using witness = await connectHttp(hub);
    await session.post(call(1, 'echo__add_tool', { name: 'new' }));
    await witness.waitFor(({ method }) => method === 'notifications/tools/list_changed');
    const next = eventsOf(await session.get());
    await next();
    expect(json((await next())?.data ?? '').method).toBe('notifications/tools/list_changed');
  });

  test('is refused without a session, for an unknown one, and where no events are accepted', async () => {
    await using hub = await startHub({ servers });
    const { headers } = await startSession(hub.url);
    const accept = 'text/event-stream';
    expect((await send(hub.url, { headers: { accept } })).status).toBe(400);
    const unknown = { accept, 'mcp-session-id': 'nope' };
    expect((await send(hub.url, { headers: unknown })).status).toBe(404);
    expect(
      (await send(hub.url, { headers: { ...headers, accept: 'application/json' } })).status,
    ).toBe(406);
    const badId = { ...headers, accept, 'last-event-id': 'nonsense' };
    expect((await send(hub.url, { headers: badId })).status).toBe(400);
  });
});

describe('resumption', () => {
  test('the answer of a call whose connection broke arrives after Last-Event-ID', async () => {
    await using hub = await startHub({ servers });
    const session = await startSession(hub.url);
    const broken = await session.openPost(
      call('r', 'slow__sleep', { ms: 500, every: 100 }, { progressToken: 'p' }),
    );
    const next = eventsOf(broken);
    await next();
    const seen = await next();
    expect(json(seen?.data ?? '').params.progress).toBe(100);
    broken.destroy();

    const resumed = eventsOf(await session.get({ 'last-event-id': seen?.id ?? '' }));
    const later: { id?: string; params?: { progress: number } }[] = [];
    for (let event = await resumed(); event; event = await resumed()) later.push(json(event.data));
    expect(later.map(({ params, id }) => params?.progress ?? id)).toEqual([200, 300, 400, 'r']);
    // Whoever asks again later still gets it, once more.
    const again = eventsOf(await session.get({ 'last-event-id': seen?.id ?? '' }));
    for (const expected of [200, 300, 400]) {
      expect(json((await again())?.data ?? '').params.progress).toBe(expected);
    }
    expect(json((await again())?.data ?? '').id).toBe('r');
    expect(await again()).toBeUndefined();
  });

  test('an event id of one session means nothing in another', async () => {
    await using hub = await startHub({ servers });
    const one = await startSession(hub.url);
    const two = await startSession(hub.url);
    const response = await one.openPost(
      call('r', 'slow__sleep', { ms: 120, every: 50 }, { progressToken: 'p' }),
    );
    const prime = await eventsOf(response)();
    response.destroy();
    const stolen = await two.get({ 'last-event-id': prime?.id ?? '' });
    expect(stolen.statusCode).toBe(400);
    stolen.destroy();
  });
});

describe('a session', () => {
  test('ends with DELETE: 404 from then on, its calls are cancelled, its streams end', async () => {
    await using hub = await startHub({ servers });
    const session = await startSession(hub.url);
    const stream = await session.get();
    const streamEnded = once(stream.resume(), 'end');
    const pending = session.post(call(1, 'slow__sleep', { ms: 60_000 })).catch(() => undefined);
    await hub.waitForState(({ servers: [slow] }) =>
      Boolean(slow?.instances.some(({ callsInFlight }) => callsInFlight === 1)),
    );
    const { status } = await send(hub.url, { method: 'DELETE', headers: session.headers });
    expect(status).toBe(204);
    await Promise.all([pending, streamEnded]);
    expect((await session.post(ping)).status).toBe(404);
    expect((await send(hub.url, { method: 'DELETE', headers: session.headers })).status).toBe(404);
    expect((await send(hub.url, { method: 'DELETE' })).status).toBe(400);
    await hub.waitForState(({ servers: [slow], sessions }) =>
      Boolean(sessions.length === 0 && slow?.instances[0]?.callsInFlight === 0),
    );
  });

  test('other methods get 405 with what is allowed', async () => {
    await using hub = await startHub({ servers });
    for (const method of ['PUT', 'PATCH', 'HEAD', 'OPTIONS']) {
      const answer = await send(hub.url, { method });
      expect([answer.status, answer.headers.allow], method).toEqual([405, 'GET, POST, DELETE']);
    }
  });

  test('is refused above max_sessions, and one that ended makes room', async () => {
    await using hub = await startHub({ servers, config: { http: { max_sessions: 2 } } });
    const first = await startSession(hub.url);
    await startSession(hub.url);
    const refused = await post(hub.url, initialize());
    expect([refused.status, json(refused.body).error.code]).toEqual([503, -33032]);
    expect(refused.body).toContain('http.max_sessions');
    await send(hub.url, { method: 'DELETE', headers: first.headers });
    await startSession(hub.url);
  });

  test('that nobody uses is ended after session_timeout_minutes, one that is in use is not', async () => {
    await using hub = await startHub({
      servers,
      config: { http: { session_timeout_minutes: 0.05 } },
    });
    const idle = await startSession(hub.url);
    const listening = await startSession(hub.url);
    const stream = await listening.get();
    const { sessions } = await hub.waitForState(({ sessions }) => sessions.length === 1);
    expect(sessions[0]?.id).toBe(listening.id);
    expect((await idle.post(ping)).status).toBe(404);
    expect((await listening.post(ping)).status).toBe(200);
    stream.destroy();
  });
});
