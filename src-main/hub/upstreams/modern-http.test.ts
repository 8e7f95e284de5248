import { once } from 'node:events';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HttpServer } from '../../../src-shared/domain/server.ts';
import type { LoomError } from '../../../src-shared/errors.ts';
import { decodeHeaderValue } from '../mcp/header-values.ts';
import type { Link, OutgoingMessage } from './link.ts';
import { modernHttp } from './modern-http.ts';
import {
  type Exchange,
  event,
  result,
  sendJson,
  startHttpServer,
  startStream,
  type TestHttpServer,
} from './testing/http-server.ts';
import { notification, type RecordedEvents, recordEvents, request } from './testing/link-events.ts';

let server: TestHttpServer;
let events: RecordedEvents;
let link: Link | undefined;
let answer: (exchange: Exchange) => void;

beforeEach(async () => {
  events = recordEvents();
  answer = ({ message, response }) => sendJson(response, result(message.id));
  server = await startHttpServer((exchange) => answer(exchange));
});

afterEach(async () => {
  await link?.close();
  await server.stop();
});

const open = async (more: object = {}, maxMessage = 1024 * 1024) => {
  const spec = HttpServer.parse({ transport: 'http', url: server.url, ...more });
  const { signal } = new AbortController();
  link = await modernHttp(spec, events, { serverId: 'srv', maxMessage, signal });
};

const call = (id: number, mirrored?: OutgoingMessage['mirrored']): OutgoingMessage => ({
  ...request(id, 'tools/call'),
  mirrored,
});

const failureOf = async (id: number): Promise<LoomError> => {
  await events.until(() => events.failures.has(id));
  return events.failures.get(id) as LoomError;
};

const rpcError = (id: unknown, code: number) => ({
  jsonrpc: '2.0',
  id,
  error: { code, message: 'no' },
});

function refuseWith(status: number, body: unknown) {
  answer = ({ response }) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
}

describe('a modern connection over HTTP', () => {
  test('repeats in headers what the server compares, and sends nothing else of its own', async () => {
    await open({ headers: { 'X-Key': 'k' } });
    link?.send(call(1, { name: 'é tool', params: { Region: ' eu', Level: '7' } }));
    await events.answer(1);
    const [{ headers, method }] = server.exchanges as [Exchange];
    expect(method).toBe('POST');
    expect(headers).toMatchObject({
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-param-level': '7',
      'x-key': 'k',
      accept: 'application/json, text/event-stream',
    });
    expect(decodeHeaderValue(String(headers['mcp-name']))).toBe('é tool');
    expect(decodeHeaderValue(String(headers['mcp-param-region']))).toBe(' eu');
    expect(headers).not.toHaveProperty('mcp-session-id');
    await link?.close();
    expect(server.exchanges).toHaveLength(1);
    expect(events.ends).toEqual([{ by: 'us' }]);
  });

  test('tells on whose stream each message came', async () => {
    const about: [string, number | undefined][] = [];
    events.message = (bytes, requestId) => about.push([Buffer.from(bytes).toString(), requestId]);
    answer = ({ message, response }) => {
      const stream = startStream(response);
      stream.write(': keep-alive\n\n');
      stream.write(event({ jsonrpc: '2.0', method: 'notifications/message', params: message.id }));
      stream.end(event(result(message.id)));
    };
    await open();
    link?.send(call(1));
    link?.send(call(2));
    await expect.poll(() => about.length).toBe(4);
    for (const id of [1, 2]) {
      expect(about.filter(([, requestId]) => requestId === id).map(([text]) => text)).toEqual([
        `{"jsonrpc":"2.0","method":"notifications/message","params":${id}}`,
        `{"jsonrpc":"2.0","id":${id},"result":{}}`,
      ]);
    }
  });

  test('takes an error status whose body answers the request for the answer', async () => {
    await open();
    refuseWith(404, rpcError(1, -32601));
    link?.send(call(1));
    expect(await events.answer(1)).toEqual(rpcError(1, -32601));
    refuseWith(400, rpcError(null, -32020));
    link?.send(call(2));
    expect(await events.answer(2)).toEqual(rpcError(2, -32020));
  });

  test('fails a request that the server does not let through, whatever it says', async () => {
    await open();
    refuseWith(401, rpcError(1, -32001));
    link?.send(call(1));
    expect((await failureOf(1)).message).toMatch(
      /refuses our credentials \(401 Unauthorized\): no/,
    );
    refuseWith(404, { error: 'nothing here' });
    link?.send(call(2));
    expect((await failureOf(2)).message).toMatch(/does not take this request .*nothing here/);
    expect(events.messages).toEqual([]);
  });

  test('cancels by ending the HTTP request of the call alone', async () => {
    const open1 = Promise.withResolvers<Exchange>();
    answer = (exchange) => {
      if (exchange.message.id === 1) open1.resolve(exchange);
      else sendJson(exchange.response, result(exchange.message.id));
    };
    await open();
    link?.send(call(1));
    const { response } = await open1.promise;
    const closed = once(response, 'close');
    link?.send(notification('notifications/cancelled', { requestId: 1 }));
    await closed;
    link?.send(call(2));
    await events.answer(2);
    expect(server.exchanges.map(({ message }) => message.id)).toEqual([1, 2]);
    expect(events.failures.size).toBe(0);
  });

  test('cancels a call whose stream has begun', async () => {
    const begun = Promise.withResolvers<Exchange>();
    answer = (exchange) => {
      startStream(exchange.response).write(': here\n\n');
      begun.resolve(exchange);
    };
    await open();
    link?.send(call(1));
    const closed = once((await begun.promise).response, 'close');
    link?.send(notification('notifications/cancelled', { requestId: 1 }));
    await closed;
    expect(events.failures.size).toBe(0);
  });

  test('fails a request whose stream ends before the answer, and asks for nothing again', async () => {
    answer = ({ response }) =>
      startStream(response).end(event({ jsonrpc: '2.0', method: 'x' }, { id: '7', retry: 1 }));
    await open();
    link?.send(call(1));
    expect((await failureOf(1)).message).toContain('ended the stream before its answer');
    expect(server.exchanges).toHaveLength(1);
  });

  test('keeps a stream for as long as it lasts, with others beside it', async () => {
    const listening = Promise.withResolvers<Exchange>();
    answer = (exchange) => {
      if (exchange.message.method !== 'subscriptions/listen')
        return sendJson(exchange.response, result(exchange.message.id));
      startStream(exchange.response).write(': hello\n\n');
      listening.resolve(exchange);
    };
    await open();
    link?.send(request(1, 'subscriptions/listen'));
    const { response } = await listening.promise;
    link?.send(call(2));
    await events.answer(2);
    response.write(event({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' }));
    await events.until(() => events.messages.length === 2);
    const closed = once(response, 'close');
    await link?.close();
    await closed;
    expect(events.failures.size).toBe(0);
  });

  test('says which side was too large', async () => {
    await open({}, 100);
    link?.send(request(1, 'tools/call', { text: 'x'.repeat(100) }));
    expect((await failureOf(1)).message).toMatch(/the message to it is larger than 100 bytes/);
    answer = ({ message, response }) => sendJson(response, result(message.id, 'y'.repeat(100)));
    link?.send(request(2, 'a'));
    expect((await failureOf(2)).message).toMatch(/its answer is larger than 100 bytes/);
    answer = ({ message, response }) =>
      startStream(response).write(event(result(message.id, 'y'.repeat(100))));
    link?.send(request(3, 'a'));
    expect(await failureOf(3)).toMatchObject({ code: 'message-too-large' });
  });

  test('ends when nothing is there any more', async () => {
    await server.stop();
    await open();
    link?.send(call(1));
    expect((await failureOf(1)).message).toMatch(/cannot be reached: nothing listens there/);
    await events.until(() => events.ends.length === 1);
    expect(events.ends[0]).toMatchObject({ by: 'error' });
  });

  test('works with a server of the SDK', async () => {
    const handler = toNodeHandler(createMcpHandler(createEcho, { legacy: 'reject' }));
    answer = ({ response, message }) => void handler(response.req, response, message);
    await open();
    const params = {
      name: 'echo',
      arguments: {},
      _meta: {
        'io.modelcontextprotocol/protocolVersion': '2026-07-28',
        'io.modelcontextprotocol/clientCapabilities': {},
      },
    };
    const mirrored = { name: 'echo' };
    link?.send({ ...request(1, 'tools/call', params), mirrored });
    expect(await events.answer(1)).toMatchObject({
      result: { resultType: 'complete', content: [{ type: 'text', text: 'echo' }] },
    });
    link?.send({ ...request(2, 'tools/call', params), mirrored: { name: 'other' } });
    expect(await events.answer(2)).toMatchObject({ error: { code: -32020 } });
  });
});

function createEcho(): McpServer {
  const server = new McpServer({ name: 'sdk', version: '1' });
  server.registerTool('echo', { description: 'Says echo' }, () => ({
    content: [{ type: 'text', text: 'echo' }],
  }));
  return server;
}
