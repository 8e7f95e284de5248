import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { SseServer } from '../../../src-shared/domain/server.ts';
import type { Link } from './link.ts';
import { sse } from './sse.ts';
import {
  type Exchange,
  event,
  result,
  startHttpServer,
  startStream,
} from './testing/http-server.ts';
import {
  initialize,
  notification,
  type RecordedEvents,
  recordEvents,
  request,
} from './testing/link-events.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

interface Setting {
  /** The first event's data. */
  endpoint?: string;
  onGet?: (exchange: Exchange) => void;
  onPost?: (exchange: Exchange, write: (data: unknown) => void) => void;
  maxMessage?: number;
}

/** A server that answers on its stream, but for what a setting says otherwise. */
async function start({ endpoint = '/messages?id=1', onGet, onPost }: Setting) {
  const streams: Exchange['response'][] = [];
  const write = (data: unknown) => streams.at(-1)?.write(event(data, { event: 'message' }));
  const server = await startHttpServer((exchange) => {
    const { method, response, message } = exchange;
    if (method === 'GET' && onGet) onGet(exchange);
    else if (method === 'GET') {
      streams.push(startStream(response));
      response.write(event(endpoint, { event: 'endpoint' }));
    } else if (onPost) onPost(exchange, write);
    else {
      response.writeHead(202).end('Accepted');
      if (message.id !== undefined) write(result(message.id, { said: message.method }));
    }
  });
  cleanUp.push(server.stop);
  return { server, streams };
}

async function connect(url: string, events: RecordedEvents, maxMessage = 1e6, signal = never) {
  const headers = { 'X-Key': 't0psecret' };
  const spec = SseServer.parse({ transport: 'sse', url, headers });
  const link = await sse(spec, events, { serverId: 'docs', maxMessage, signal });
  cleanUp.push(() => link.close());
  return link;
}

const never = new AbortController().signal;

async function open(setting: Setting = {}) {
  const { server, streams } = await start(setting);
  const events = recordEvents();
  const link: Link = await connect(server.url, events, setting.maxMessage);
  return { link, events, server, streams };
}

describe('sse', () => {
  test('POSTs to the named endpoint and takes the answers from the stream', async () => {
    const { link, events, server } = await open();
    link.send(initialize);
    expect(await events.answer(1)).toEqual(result(1, { said: 'initialize' }));
    await link.established('2025-06-18');
    link.send(request(2, 'a'));
    await events.answer(2);
    expect(server.exchanges.map(({ path }) => path)).toEqual([
      '/mcp',
      '/messages?id=1',
      '/messages?id=1',
    ]);
    expect(server.exchanges.every(({ headers }) => headers['x-key'] === 't0psecret')).toBe(true);
    expect(server.exchanges[2]?.headers['mcp-protocol-version']).toBe('2025-06-18');
  });

  test('takes an absolute endpoint of the same origin', async () => {
    const { server } = await start({});
    const absolute = await open({ endpoint: 'messages' });
    absolute.link.send(request(1, 'a'));
    await absolute.events.answer(1);
    expect(absolute.server.exchanges[1]?.path).toBe('/messages');
    expect(server.exchanges).toEqual([]);
  });

  test('refuses an endpoint of another origin', async () => {
    const other = await start({});
    const opening = open({ endpoint: other.server.url });
    await expect(opening).rejects.toMatchObject({ code: 'server-protocol' });
    expect(other.server.exchanges).toEqual([]);
  });

  test('delivers what the server asks by itself', async () => {
    const { events, streams } = await open();
    streams[0]?.write(event({ jsonrpc: '2.0', id: 9, method: 'roots/list' }));
    await events.until(() => events.messages.length > 0);
    expect(events.messages[0]).toContain('roots/list');
  });

  test('fails a request whose POST is refused, and no other', async () => {
    const { link, events } = await open({
      onPost({ response, message }, write) {
        response.writeHead(message.method === 'bad' ? 400 : 202).end('no t0psecret');
        if (message.method === 'good') write(result(message.id));
      },
    });
    link.send(request(1, 'bad'));
    link.send(request(2, 'good'));
    link.send(notification('bad'));
    await expect(events.answer(1)).rejects.toThrow(
      /refused the request \(400 Bad Request\): no …$/,
    );
    await events.answer(2);
    await events.until(() => events.warnings.length > 0);
    expect(events.ends).toEqual([]);
  });

  test('fails the one request whose answer is too large', async () => {
    const large = 'x'.repeat(20_000);
    const { link, events } = await open({
      maxMessage: 10_000,
      onPost({ response, message: { id } }, write) {
        response.writeHead(202).end();
        if (id === 1) write(result(id, { large }));
        else if (id === 2) write({ result: { large }, jsonrpc: '2.0', id });
        else write(result(id));
      },
    });
    for (const id of [1, 2, 3]) link.send(request(id, 'a'));
    await expect(events.answer(1)).rejects.toMatchObject({ code: 'message-too-large' });
    await expect(events.answer(2)).rejects.toMatchObject({ code: 'message-too-large' });
    await events.answer(3);
    link.send(request(4, 'a', { large }));
    await expect(events.answer(4)).rejects.toMatchObject({ code: 'message-too-large' });
  });

  test('ends with an error when the stream is lost', async () => {
    const { link, events, streams } = await open();
    streams[0]?.destroy();
    await events.until(() => events.ends.length > 0);
    expect(events.ends).toMatchObject([{ by: 'error', error: { server: 'docs' } }]);
    await link.close();
    expect(events.ends).toHaveLength(1);
  });

  test('closes its sockets and tells it once', async () => {
    const { link, events, server } = await open();
    await Promise.all([link.close(), link.close()]);
    expect(events.ends).toEqual([{ by: 'us' }]);
    while (server.openSockets() > 0) await pause(1);
  });
});

describe('opening', () => {
  const failing = (setting: Setting) => open(setting);

  test('says that nothing listens', async () => {
    const { server } = await start({});
    await server.stop();
    const events = recordEvents();
    await expect(connect(server.url, events)).rejects.toMatchObject({
      code: 'server-unavailable',
      message: expect.stringContaining('nothing listens there'),
    });
    expect(events.ends).toEqual([]);
  });

  test('says that our credentials are refused', async () => {
    const opening = failing({ onGet: ({ response }) => response.writeHead(401).end() });
    await expect(opening).rejects.toThrow('refuses our credentials');
  });

  test('refuses what is no event stream', async () => {
    const opening = failing({ onGet: ({ response }) => response.end('hello') });
    await expect(opening).rejects.toThrow('does not answer with an event stream');
  });

  test('fails where the stream ends before it names the endpoint', async () => {
    const opening = failing({ onGet: ({ response }) => startStream(response).end() });
    await expect(opening).rejects.toThrow('closed its event stream');
  });

  test.each([
    ['no head', () => {}],
    ['no first event', ({ response }: Exchange) => startStream(response)],
  ])('is aborted by its signal while there is %s', async (_what, onGet) => {
    const { server } = await start({ onGet });
    const abort = new AbortController();
    const events = recordEvents();
    const opening = connect(server.url, events, 1e6, abort.signal);
    while (server.exchanges.length === 0) await pause(1);
    abort.abort(new Error('too late'));
    await expect(opening).rejects.toThrow('too late');
    while (server.openSockets() > 0) await pause(1);
    expect(events.ends).toEqual([]);
  });
});
