import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { HttpServer } from '../../../src-shared/domain/server.ts';
import type { Link } from './link.ts';
import { streamableHttp } from './streamable-http.ts';
import {
  type Exchange,
  event,
  result,
  sendJson,
  startHttpServer,
  startStream,
  type TestHttpServer,
} from './testing/http-server.ts';
import {
  initialize,
  initialized,
  notification,
  type RecordedEvents,
  recordEvents,
  request,
} from './testing/link-events.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

interface Opened {
  link: Link;
  events: RecordedEvents;
  server: TestHttpServer;
}

type Answers = Partial<Record<string, (exchange: Exchange) => void>>;

/** A server whose ordinary answers are given here; `answers` by JSON-RPC or HTTP method go first. */
function serve(answers: Answers, port?: number): Promise<TestHttpServer> {
  return startHttpServer((exchange) => {
    const { method, message, response } = exchange;
    const own = answers[message.method ?? method];
    if (own) own(exchange);
    else if (message.method === 'initialize') {
      const version = { protocolVersion: '2025-11-25', capabilities: {} };
      sendJson(response, result(message.id, version), { 'mcp-session-id': 's1' });
    } else if (method === 'GET') response.writeHead(405).end();
    else if (method === 'DELETE') response.writeHead(200).end();
    else if (message.id === undefined) response.writeHead(202).end();
    else sendJson(response, result(message.id, { said: message.method }));
  }, port);
}

async function open(answers: Answers = {}, options: { url?: string; maxMessage?: number } = {}) {
  const server = await serve(answers);
  cleanUp.push(server.stop);
  const events = recordEvents();
  const link = await connect(options.url ?? server.url, events, options.maxMessage);
  return { link, events, server } satisfies Opened;
}

async function connect(url: string, events: RecordedEvents, maxMessage = 1e6): Promise<Link> {
  const headers = { Authorization: 'Bearer t0psecret' };
  const spec = HttpServer.parse({ transport: 'http', url, headers });
  const signal = new AbortController().signal;
  const link = await streamableHttp(spec, events, { serverId: 'docs', maxMessage, signal });
  cleanUp.push(() => link.close());
  return link;
}

async function establish({ link, events }: Opened, version = '2025-11-25'): Promise<void> {
  link.send(initialize);
  await events.answer(1);
  link.send(initialized);
  await link.established(version);
}

describe('streamableHttp', () => {
  test('POSTs messages with its headers, then with the session and the revision', async () => {
    const opened = await open();
    await establish(opened);
    opened.link.send(request(2, 'tools/list'));
    expect(await opened.events.answer(2)).toEqual(result(2, { said: 'tools/list' }));
    const [first, second, get, list] = opened.server.exchanges;
    expect(first?.headers).toMatchObject({
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
      authorization: 'Bearer t0psecret',
      // The server could be a modern one.
      'mcp-method': 'initialize',
    });
    expect(first?.headers).not.toHaveProperty('mcp-session-id');
    expect(list?.headers).not.toHaveProperty('mcp-method');
    const tied = { 'mcp-session-id': 's1', 'mcp-protocol-version': '2025-11-25' };
    for (const exchange of [second, get, list]) expect(exchange?.headers).toMatchObject(tied);
    expect(get?.method).toBe('GET');
    expect(opened.events.warnings).toEqual([]);
  });

  test("tells on which request's stream a message came, where it came on one", async () => {
    const about: (number | undefined)[] = [];
    const opened = await open({
      'tools/call': ({ message, response }) => {
        const stream = startStream(response);
        stream.write(event({ jsonrpc: '2.0', method: 'notifications/message' }));
        stream.end(event(result(message.id)));
      },
    });
    await establish(opened);
    opened.events.message = (_bytes, requestId) => about.push(requestId);
    opened.link.send(request(7, 'tools/call'));
    await expect.poll(() => about).toEqual([7, 7]);
  });

  test('sends no revision header to servers older than 2025-06-18', async () => {
    const opened = await open({
      initialize: ({ response }) =>
        sendJson(response, result(1, { protocolVersion: '2025-03-26' })),
    });
    await establish(opened, '2025-03-26');
    opened.link.send(request(2, 'ping'));
    await opened.events.answer(2);
    expect(opened.server.exchanges.at(-1)?.headers).not.toHaveProperty('mcp-protocol-version');
  });

  test('passes bytes on as they came: big numbers, unknown keys, key order', async () => {
    const text =
      '{"result":{"n":12345678901234567890.10,"ü":"\\u00fc"},"id":2,"jsonrpc":"2.0","x":1}';
    const { link, events } = await open({ a: ({ response }) => sendJson(response, text) });
    link.send(request(2, 'a'));
    await events.answer(2);
    expect(events.messages).toEqual([text]);
  });

  test('puts a pretty-printed body on one line', async () => {
    const text = JSON.stringify(result(2, { a: 'x\ny' }), null, 2);
    const { link, events } = await open({ a: ({ response }) => sendJson(response, `${text}\r\n`) });
    link.send(request(2, 'a'));
    expect(await events.answer(2)).toEqual(result(2, { a: 'x\ny' }));
    expect(events.messages[0]).not.toMatch(/[\r\n]/);
  });

  test('delivers each message of a batch', async () => {
    const { link, events } = await open({
      a: ({ response }) => sendJson(response, [{ jsonrpc: '2.0', method: 'm' }, result(2)]),
    });
    link.send(request(2, 'a'));
    await events.answer(2);
    expect(events.messages).toHaveLength(2);
  });

  test('delivers what comes on the stream of an answer, characters split anywhere', async () => {
    const { link, events } = await open({
      a: async ({ response }) => {
        startStream(response);
        const log = { jsonrpc: '2.0', method: 'notifications/message', params: { data: 'ü€😀' } };
        for (const byte of Buffer.from(event(log) + event(result(2)))) {
          response.write(Uint8Array.of(byte));
          await new Promise(setImmediate);
        }
        response.end();
      },
    });
    link.send(request(2, 'a'));
    await events.answer(2);
    expect(events.messages.map((text) => JSON.parse(text))).toMatchObject([
      { params: { data: 'ü€😀' } },
      result(2),
    ]);
  });

  test('keeps answers apart that come in another order', async () => {
    const waiting: Exchange[] = [];
    const { link, events } = await open({
      a: (exchange) => {
        waiting.push(exchange);
        if (waiting.length < 20) return;
        for (const { message, response } of waiting.reverse()) {
          if ((message.id ?? 0) % 2) sendJson(response, result(message.id));
          else startStream(response).end(event(result(message.id)));
        }
      },
    });
    for (let id = 1; id <= 20; id++) link.send(request(id, 'a'));
    for (let id = 1; id <= 20; id++) expect(await events.answer(id)).toEqual(result(id));
    expect(events.messages).toHaveLength(20);
  });

  test('uses a connection again', async () => {
    const { link, events, server } = await open();
    for (let id = 1; id <= 5; id++) {
      link.send(request(id, 'a'));
      await events.answer(id);
    }
    expect(server.openSockets()).toBe(1);
  });
});

describe('refusals', () => {
  test('say what the server said, without our secrets, and harm nothing else', async () => {
    const { link, events } = await open({
      a: ({ response }) => response.writeHead(500).end('no luck with t0psecret'),
    });
    link.send(request(2, 'a'));
    await expect(events.answer(2)).rejects.toMatchObject({
      code: 'server-failed',
      message: expect.stringMatching(
        /^server "docs" at http:\/\/127\.0\.0\.1:\d+\/mcp refused the request \(500 .*: no luck with …$/,
      ),
    });
    link.send(request(3, 'b'));
    await events.answer(3);
    expect(events.ends).toEqual([]);
  });

  test.each([401, 403])('with %i tell that our credentials are refused', async (status) => {
    const { link, events } = await open({ a: ({ response }) => response.writeHead(status).end() });
    link.send(request(2, 'a'));
    await expect(events.answer(2)).rejects.toMatchObject({
      code: 'server-unavailable',
      message: expect.stringContaining('refuses our credentials'),
      remedy: 'Check its headers and the secrets they refer to.',
    });
  });

  test('that carry the JSON-RPC error of the request are its answer', async () => {
    const error = { jsonrpc: '2.0', id: 2, error: { code: -32601, message: 'what?' } };
    const { link, events } = await open({
      a: ({ response }) => response.writeHead(400).end(JSON.stringify(error)),
    });
    link.send(request(2, 'a'));
    expect(await events.answer(2)).toEqual(error);
  });

  test('without an id are quoted', async () => {
    const error = { jsonrpc: '2.0', id: null, error: { code: -32000, message: 'Bad Request: x' } };
    const { link, events } = await open({
      a: ({ response }) => response.writeHead(400).end(JSON.stringify(error)),
    });
    link.send(request(2, 'a'));
    await expect(events.answer(2)).rejects.toThrow(/\(400 Bad Request\): Bad Request: x$/);
  });

  test('of notifications become warnings', async () => {
    const { link, events } = await open({ n: ({ response }) => response.writeHead(400).end() });
    link.send(notification('n'));
    await events.until(() => events.warnings.length > 0);
    expect(events.warnings[0]).toMatch(/^did not take n: .*400/);
  });

  test.each([
    ['another request answered', (r: Exchange['response']) => sendJson(r, result(99))],
    ['no JSON', (r: Exchange['response']) => sendJson(r, '{"jsonrpc":')],
    ['nothing', (r: Exchange['response']) => r.writeHead(202).end()],
    ['a page', (r: Exchange['response']) => r.setHeader('content-type', 'text/html').end('<p>')],
  ])('as success with %s fail the request', async (_what, answer) => {
    const { link, events } = await open({ a: ({ response }) => answer(response) });
    link.send(request(2, 'a'));
    await expect(events.answer(2)).rejects.toMatchObject({ code: 'server-protocol' });
  });
});

describe('sizes', () => {
  const large = 'x'.repeat(20_000);

  test('beyond the cap fail the one request: a body, with and without its length', async () => {
    const { link, events } = await open(
      {
        a: ({ response }) => sendJson(response, result(2, large)),
        b: ({ response }) => response.setHeader('content-length', 30_000).end(large.repeat(1.5)),
        c: ({ response }) => startStream(response).end(event(result(4, large))),
      },
      { maxMessage: 10_000 },
    );
    for (const [id, method] of [
      [2, 'a'],
      [3, 'b'],
      [4, 'c'],
    ] as const) {
      link.send(request(id, method));
      await expect(events.answer(id)).rejects.toMatchObject({ code: 'message-too-large' });
    }
    link.send(request(5, 'd'));
    await events.answer(5);
  });

  test('beyond the cap end an endless answer', async () => {
    const { link, events, server } = await open(
      {
        a: ({ response }) => {
          startStream(response).write('data: ');
          const write = () => {
            while (!response.destroyed && response.write(large));
          };
          response.on('drain', write);
          write();
        },
      },
      { maxMessage: 1e6 },
    );
    link.send(request(2, 'a'));
    await expect(events.answer(2)).rejects.toMatchObject({ code: 'message-too-large' });
    const response = server.exchanges[0]?.response;
    if (!response?.destroyed) await new Promise((resolve) => response?.on('close', resolve));
  });

  test('beyond the cap are not sent', async () => {
    const { link, events, server } = await open({}, { maxMessage: 1_000 });
    link.send(request(2, 'a', { large }));
    await expect(events.answer(2)).rejects.toMatchObject({ code: 'message-too-large' });
    expect(server.exchanges).toEqual([]);
  });

  test('of 60 MB come through, as a body and as an event', async () => {
    const text = 'y'.repeat(60e6);
    const { link, events } = await open(
      {
        a: ({ response }) => sendJson(response, `{"jsonrpc":"2.0","id":2,"result":"${text}"}`),
        b: ({ response }) =>
          startStream(response).end(`data: {"jsonrpc":"2.0","id":3,"result":"${text}"}\n\n`),
      },
      { maxMessage: 64e6 },
    );
    link.send(request(2, 'a'));
    expect((await events.answer(2)).result).toHaveLength(60e6);
    events.messages.length = 0;
    link.send(request(3, 'b'));
    expect((await events.answer(3)).result).toHaveLength(60e6);
  });
});

describe('an answer stream that ends early', () => {
  test('is resumed after the last event, as soon as the server wants', async () => {
    const { link, events, server } = await open({
      a: ({ response }) => startStream(response).end(event('', { id: 'p1', retry: 100 })),
      GET: ({ response }) => startStream(response).end(event(result(2), { id: 'p2' })),
    });
    link.send(request(2, 'a'));
    await events.answer(2);
    expect(server.exchanges[1]).toMatchObject({
      method: 'GET',
      headers: { 'last-event-id': 'p1' },
    });
    expect(server.exchanges).toHaveLength(2);
  });

  test('is polled as often as the server closes it politely', async () => {
    let polls = 0;
    const { link, events } = await open({
      a: ({ response }) => startStream(response).end(event('', { id: 'p', retry: 1 })),
      GET: ({ response }) => startStream(response).end(++polls < 8 ? '' : event(result(2))),
    });
    link.send(request(2, 'a'));
    await events.answer(2);
    expect(polls).toBe(8);
  });

  test('is resumed after the connection broke, and each message comes once', async () => {
    const log = { jsonrpc: '2.0', method: 'notifications/message' };
    const { link, events } = await open({
      a: ({ response }) => {
        startStream(response).write(event(log, { id: '1', retry: 100 }));
        setImmediate(() => response.destroy());
      },
      GET: ({ response, headers }) =>
        startStream(response).end(event(result(2, headers['last-event-id']))),
    });
    link.send(request(2, 'a'));
    expect(await events.answer(2)).toEqual(result(2, '1'));
    expect(events.messages).toHaveLength(2);
  });

  test('fails the request where its events have no ids', async () => {
    const { link, events, server } = await open({
      a: ({ response }) => startStream(response).end(': nothing\n\n'),
    });
    link.send(request(2, 'a'));
    await expect(events.answer(2)).rejects.toThrow('ended the stream before its answer');
    expect(server.exchanges).toHaveLength(1);
  });

  test('fails the request where the server refuses to go on', async () => {
    const { link, events } = await open({
      a: ({ response }) => startStream(response).end(event('', { id: 'p', retry: 100 })),
      GET: ({ response }) => response.writeHead(400).end(),
    });
    link.send(request(2, 'a'));
    await expect(events.answer(2)).rejects.toThrow('cannot be resumed');
    expect(events.ends).toEqual([]);
  });

  test('fails the request after five failures in a row', async () => {
    let tries = 0;
    const { link, events } = await open({
      a: ({ response }) => startStream(response).end(event('', { id: 'p', retry: 1 })),
      GET: ({ response }) => response.writeHead(++tries && 500).end(),
    });
    link.send(request(2, 'a'));
    await expect(events.answer(2)).rejects.toThrow('cannot be resumed');
    expect(tries).toBe(5);
  });

  test('is not resumed for a cancelled request, and an open one is closed', async () => {
    const { link, events, server } = await open({
      a: ({ response }) => startStream(response).write(event('', { id: 'p', retry: 100 })),
    });
    link.send(request(2, 'a'));
    while (!server.exchanges[0]?.response.headersSent) await pause(1);
    const stream = server.exchanges[0].response;
    link.send(notification('notifications/cancelled', { requestId: 2 }));
    await new Promise((resolve) => stream.on('close', resolve));
    const methods = () => server.exchanges.map(({ method }) => method);
    await expect.poll(methods).toEqual(['POST', 'POST']);
    await pause(150);
    expect(methods()).toEqual(['POST', 'POST']);
    expect(events.failures.size).toBe(0);
  });

  test('does not stay open for every call where the server forgets to close it', async () => {
    const { link, events, server } = await open({
      a: ({ response, message }) => startStream(response).write(event(result(message.id))),
    });
    for (let id = 1; id <= 30; id++) {
      link.send(request(id, 'a'));
      await events.answer(id);
    }
    while (server.openSockets() > 10) await pause(1);
  });
});

describe('the GET stream', () => {
  test('carries what the server asks, from the moment the link is established', async () => {
    const opened = await open({ GET: ({ response }) => startStream(response) });
    await establish(opened);
    const stream = opened.server.exchanges.find(({ method }) => method === 'GET')?.response;
    stream?.write(event({ jsonrpc: '2.0', id: 1, method: 'roots/list' }));
    await opened.events.until(() => opened.events.messages.length === 2);
    expect(opened.events.messages[1]).toContain('roots/list');
  });

  test('is asked for once where the server has none', async () => {
    const opened = await open();
    await establish(opened);
    await pause(150);
    expect(opened.server.exchanges.filter(({ method }) => method === 'GET')).toHaveLength(1);
    expect(opened.events.warnings).toEqual([]);
  });

  test('is opened after the server took notifications/initialized', async () => {
    let isInitialized = false;
    const opened = await open({
      'notifications/initialized': async ({ response }) => {
        await pause(50);
        isInitialized = true;
        response.writeHead(202).end();
      },
      GET: ({ response }) => response.writeHead(isInitialized ? 405 : 500).end(),
    });
    await establish(opened);
    expect(opened.events.warnings).toEqual([]);
  });

  test('comes back from where it was when it drops', async () => {
    let gets = 0;
    const opened = await open({
      GET: ({ response }) => {
        startStream(response);
        if (++gets === 1) {
          response.write(event({ jsonrpc: '2.0', method: 'one' }, { id: 'e1', retry: 100 }));
          setImmediate(() => response.destroy());
        } else response.write(event({ jsonrpc: '2.0', method: 'two' }));
      },
    });
    await establish(opened);
    await opened.events.until(() => opened.events.messages.some((text) => text.includes('two')));
    const again = opened.server.exchanges.filter(({ method }) => method === 'GET')[1];
    expect(again?.headers['last-event-id']).toBe('e1');
    expect(opened.events.messages).toHaveLength(3);
  });

  test('is not asked for in a hot loop by a server that drops it at once', async () => {
    const asked: number[] = [];
    const opened = await open({
      GET: ({ response }) => {
        asked.push(performance.now());
        startStream(response).end('retry: 0\n');
      },
    });
    await establish(opened);
    await expect.poll(() => asked.length).toBeGreaterThanOrEqual(4);
    const waits = asked.slice(1).map((at, index) => at - (asked[index] ?? 0));
    // A little less, for timers count in whole milliseconds.
    for (const [index, least] of [95, 195, 395].entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(least);
    }
  });

  test('skips a giant message with a warning', async () => {
    const opened = await open(
      { GET: ({ response }) => startStream(response).write(event('x'.repeat(20_000))) },
      { maxMessage: 10_000 },
    );
    await establish(opened);
    await opened.events.until(() => opened.events.warnings.length > 0);
    expect(opened.events.warnings[0]).toContain('more than 10000 bytes');
  });

  test('whose head does not come does not hold up the start for ever', async () => {
    const opened = await open({ GET: () => {} });
    await establish(opened);
  });
});

describe('a lost session', () => {
  /** A server that knows the latest session only, and loses it when told. */
  function forgetful(answers: Answers = {}) {
    const state = {
      session: 0,
      forget() {
        state.session += 1;
      },
    };
    const known = (own: (exchange: Exchange) => void) => (exchange: Exchange) => {
      const id = exchange.headers['mcp-session-id'];
      if (id === `s${state.session}`) own(exchange);
      else exchange.response.writeHead(404).end('Session not found');
    };
    const all: Answers = {
      initialize: ({ response, message }) => {
        state.forget();
        const version = { protocolVersion: '2025-11-25' };
        sendJson(response, result(message.id, version), { 'mcp-session-id': `s${state.session}` });
      },
      a: known(({ response, message }) => sendJson(response, result(message.id, state.session))),
      GET: known(({ response }) => startStream(response)),
      ...answers,
    };
    return { state, answers: all };
  }

  test('is replaced once for all who notice, and their requests are sent again', async () => {
    const { state, answers } = forgetful();
    const opened = await open(answers);
    await establish(opened);
    state.forget();
    for (let id = 2; id <= 9; id++) opened.link.send(request(id, 'a'));
    for (let id = 2; id <= 9; id++) {
      expect(await opened.events.answer(id)).toEqual(result(id, state.session));
    }
    const bodies = opened.server.exchanges.map(({ body }) => body);
    const starts = bodies.filter((body) => body.includes('"initialize"'));
    expect(starts).toHaveLength(2);
    expect(starts[0]).toBe(starts[1]);
    expect(opened.events.messages.filter((text) => JSON.parse(text).id === 1)).toHaveLength(1);
    expect(opened.events.warnings).toEqual(['lost our session; a new one was started']);
    const again = opened.server.exchanges.filter(
      ({ method, headers }) =>
        method === 'GET' && headers['mcp-session-id'] === `s${state.session}`,
    );
    expect(again).toHaveLength(1);
  });

  test('is noticed by the GET stream too', async () => {
    const { state, answers } = forgetful();
    const opened = await open(answers);
    await establish(opened);
    state.forget();
    const stream = opened.server.exchanges.find(({ method }) => method === 'GET')?.response;
    stream?.end('retry: 100\n\n');
    await opened.events.until(() => opened.events.warnings.length > 0);
    expect(opened.events.warnings).toEqual(['lost our session; a new one was started']);
  });

  test('that cannot be replaced fails who waits for it, then ends the link', async () => {
    let starts = 0;
    const { state, answers } = forgetful();
    const first = answers.initialize;
    const opened = await open({
      ...answers,
      initialize: (exchange) =>
        ++starts === 1 ? first?.(exchange) : exchange.response.writeHead(500).end(),
    });
    await establish(opened);
    state.forget();
    opened.link.send(request(2, 'a'));
    opened.link.send(request(3, 'a'));
    await opened.events.until(() => opened.events.ends.length > 0);
    expect([...opened.events.failures.keys()].sort()).toEqual([2, 3]);
    expect(opened.events.ends).toMatchObject([{ by: 'error', error: { code: 'server-failed' } }]);
  });

  test('is not looked for twice for one message', async () => {
    const { answers } = forgetful({ a: ({ response }) => response.writeHead(404).end() });
    const opened = await open(answers);
    await establish(opened);
    opened.link.send(request(2, 'a'));
    await expect(opened.events.answer(2)).rejects.toThrow('(404 Not Found)');
    expect(opened.events.ends).toEqual([]);
  });
});

describe('connections', () => {
  test('refused fail the request and end the link', async () => {
    const { link, events, server } = await open();
    await server.stop();
    link.send(request(2, 'a'));
    await events.until(() => events.ends.length > 0);
    expect(events.failures.get(2)).toMatchObject({
      code: 'server-unavailable',
      server: 'docs',
      message: expect.stringMatching(
        /^server "docs" at .*\/mcp cannot be reached: nothing listens there/,
      ),
    });
    expect(events.ends).toMatchObject([{ by: 'error', error: { code: 'server-unavailable' } }]);
  });

  test('to an unknown host say so', async () => {
    const events = recordEvents();
    // Longer than any part of a name may be, so that nobody on a network has to be asked.
    const host = `${'x'.repeat(64)}.invalid`;
    const link = await connect(`http://${host}/mcp?key=t0psecret`, events);
    link.send(initialize);
    await events.until(() => events.ends.length > 0);
    expect(events.failures.get(1)?.message).toMatch(
      /x\.invalid\/mcp cannot be reached: its host name/,
    );
  });

  test('broken in a call fail that call only', async () => {
    const { link, events } = await open({ a: ({ response }) => response.destroy() });
    link.send(request(2, 'a'));
    await expect(events.answer(2)).rejects.toThrow('broke the connection');
    link.send(request(3, 'b'));
    await events.answer(3);
    expect(events.ends).toEqual([]);
  });

  test('to something that speaks no TLS fail with words', async () => {
    const { events, link } = await open({}, {});
    await link.close();
    const server = await serve({});
    cleanUp.push(server.stop);
    const second = recordEvents();
    const secure = await connect(server.url.replace('http:', 'https:'), second);
    secure.send(initialize);
    await second.until(() => second.failures.size > 0);
    expect(second.failures.get(1)?.message).toMatch(/does not speak TLS|broke the connection/);
    expect(events.ends).toEqual([{ by: 'us' }]);
  });
});

describe('redirects', () => {
  test('within the origin are followed with method, body and headers', async () => {
    const { link, events, server } = await open({
      a: ({ response, path }) =>
        path === '/mcp'
          ? response.writeHead(307, { location: '/moved/' }).end()
          : sendJson(response, result(2, path)),
    });
    link.send(request(2, 'a'));
    expect(await events.answer(2)).toEqual(result(2, '/moved/'));
    expect(server.exchanges[1]?.headers.authorization).toBe('Bearer t0psecret');
  });

  test('to another origin are refused, and nothing is sent there', async () => {
    const other = await serve({});
    cleanUp.push(other.stop);
    const { link, events } = await open({
      a: ({ response }) => response.writeHead(307, { location: `${other.url}?k=v` }).end(),
    });
    link.send(request(2, 'a'));
    await expect(events.answer(2)).rejects.toMatchObject({
      code: 'server-unavailable',
      message: expect.stringMatching(new RegExp(`redirects to ${other.url}$`)),
    });
    expect(other.exchanges).toEqual([]);
  });

  test('in a circle end', async () => {
    const { link, events, server } = await open({
      a: ({ response }) => response.writeHead(308, { location: '/mcp' }).end(),
    });
    link.send(request(2, 'a'));
    await expect(events.answer(2)).rejects.toThrow('redirects to');
    expect(server.exchanges).toHaveLength(6);
  });

  test('that would lose the message are not followed', async () => {
    const { link, events, server } = await open({
      a: ({ response }) => response.writeHead(301, { location: '/x' }).end(),
    });
    link.send(request(2, 'a'));
    await expect(events.answer(2)).rejects.toThrow(/redirects to .*\/x$/);
    expect(server.exchanges).toHaveLength(1);
  });
});

describe('close', () => {
  test('ends the session, every request and every socket, and tells it once', async () => {
    const opened = await open({ a: () => {}, GET: ({ response }) => startStream(response) });
    await establish(opened);
    opened.link.send(request(2, 'a'));
    while (!opened.server.exchanges.some(({ message }) => message.method === 'a')) await pause(1);
    await Promise.all([opened.link.close(), opened.link.close()]);
    expect(opened.events.ends).toEqual([{ by: 'us' }]);
    expect(opened.server.exchanges.at(-1)).toMatchObject({
      method: 'DELETE',
      headers: { 'mcp-session-id': 's1', 'mcp-protocol-version': '2025-11-25' },
    });
    while (opened.server.openSockets() > 0) await pause(1);
    expect(opened.events.failures.size).toBe(0);
    opened.link.send(request(3, 'b'));
    await pause(50);
    expect(opened.server.exchanges.at(-1)?.method).toBe('DELETE');
  });

  test('does not wait for a server that does not answer', async () => {
    const opened = await open({ DELETE: () => {} });
    await establish(opened);
    await opened.link.close();
    expect(opened.events.ends).toEqual([{ by: 'us' }]);
  });

  test('after an end by error says nothing more', async () => {
    const { link, events, server } = await open();
    await server.stop();
    link.send(initialize);
    await events.until(() => events.ends.length > 0);
    await link.close();
    expect(events.ends).toHaveLength(1);
  });

  test('opening with an aborted signal throws its reason', async () => {
    const spec = HttpServer.parse({ transport: 'http', url: 'http://127.0.0.1:1/' });
    const signal = AbortSignal.abort(new Error('too late'));
    const opening = streamableHttp(spec, recordEvents(), { serverId: 'd', maxMessage: 1, signal });
    await expect(opening).rejects.toThrow('too late');
  });
});
