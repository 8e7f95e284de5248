import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HttpServer } from '../../../src-shared/domain/server.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { detectEra, type EraProbe } from './detect-era.ts';
import { modernHttp } from './modern-http.ts';
import { longestAnswer } from './server-answer.ts';
import { streamableHttp } from './streamable-http.ts';
import {
  type Exchange,
  result,
  sendJson,
  startHttpServer,
  type TestHttpServer,
} from './testing/http-server.ts';

let server: TestHttpServer;
let answer: (exchange: Exchange) => void;

beforeEach(async () => {
  server = await startHttpServer((exchange) => answer(exchange));
});

afterEach(() => server.stop());

const detect = (patienceMs = 10_000, signal = new AbortController().signal, more = {}) => {
  const spec = HttpServer.parse({ transport: 'http', url: server.url });
  const open: EraProbe['open'] = (era, events, until) =>
    (era === 'modern' ? modernHttp : streamableHttp)(spec, events, {
      serverId: 'srv',
      maxMessage: longestAnswer,
      signal: until,
    });
  return detectEra({ open, hub: { name: 'loom', version: '1' }, patienceMs, ...more }, signal);
};

const asked = () => server.exchanges.map(({ message, method }) => message.method ?? method);

/** Answers `server/discover` and, where a second one is given, `initialize`. */
function say(discover: (exchange: Exchange) => void, initialize = refusal(400, -32022)): void {
  answer = (exchange) => {
    const { method } = exchange.message;
    if (method === 'server/discover') discover(exchange);
    else if (method === 'initialize') initialize(exchange);
    else exchange.response.writeHead(405).end();
  };
}

const status =
  (code: number, body = '') =>
  ({ response }: Exchange) =>
    void response.writeHead(code, { 'content-type': 'text/plain' }).end(body);

const refusal =
  (code: number, rpc: number, data?: unknown) =>
  ({ message, response }: Exchange) => {
    response.writeHead(code, { 'content-type': 'application/json' });
    const error = { code: rpc, message: 'no', data };
    response.end(JSON.stringify({ jsonrpc: '2.0', id: message.id, error }));
  };

const discovered =
  (supportedVersions: unknown) =>
  ({ message, response }: Exchange) =>
    sendJson(response, result(message.id, { supportedVersions, capabilities: {} }));

const initialized = ({ message, response }: Exchange) =>
  sendJson(
    response,
    result(message.id, { protocolVersion: '2025-11-25', capabilities: {}, serverInfo: {} }),
    { 'mcp-session-id': 's1' },
  );

describe('finding out which eras a server over HTTP speaks', () => {
  test('asks servers of the SDK', async () => {
    for (const [legacy, verdict] of [
      ['reject', 'modern'],
      ['stateless', 'dual'],
    ] as const) {
      const create = () => new McpServer({ name: 'sdk', version: '1' });
      const handler = toNodeHandler(createMcpHandler(create, { legacy }));
      answer = ({ response, message }) => void handler(response.req, response, message);
      expect(await detect()).toEqual({ verdict, isSure: true });
    }
  });

  test('takes a server that names a legacy revision, or begins a session, for one of both eras', async () => {
    say(discovered(['2026-07-28', '2025-06-18']));
    expect(await detect()).toEqual({ verdict: 'dual', isSure: true });
    expect(asked()).toEqual(['server/discover']);
    say(discovered(['2026-07-28']), initialized);
    expect(await detect()).toEqual({ verdict: 'dual', isSure: true });
    // The session that showed it is not left behind.
    expect(asked().slice(1)).toEqual(['server/discover', 'initialize', 'DELETE']);
    expect(server.exchanges.at(-1)?.headers['mcp-session-id']).toBe('s1');
  });

  test('takes a server that refuses as only a modern one does for one', async () => {
    for (const code of [-32020, -32021]) {
      say(refusal(400, code));
      expect(await detect()).toEqual({ verdict: 'modern', isSure: true });
    }
    say(refusal(400, -32022, { supported: ['2027-01-01', '2026-07-28'] }));
    expect(await detect()).toEqual({ verdict: 'modern', isSure: true });
    // Which is final (2026-07-28 basic/versioning): it is not asked to shake hands.
    expect(new Set(asked())).toEqual(new Set(['server/discover']));
  });

  test('takes every other answer for a legacy one', async () => {
    const legacyAnswers = [
      refusal(200, -32601),
      refusal(400, -32000),
      refusal(400, -32022),
      refusal(400, -32022, { supported: ['2025-06-18'] }),
      status(400),
      status(404, 'Not found'),
      status(405),
      status(200, '<p>hello</p>'),
      discovered('2026-07-28'),
      discovered(['2025-11-25']),
    ];
    for (const one of legacyAnswers) {
      say(one);
      expect(await detect()).toEqual({ verdict: 'legacy', isSure: true });
    }
    expect(new Set(asked())).toEqual(new Set(['server/discover']));
  });

  test('learns nothing from a server that is overloaded, closed to us, silent or not there', async () => {
    for (const code of [401, 403, 429, 500, 503]) {
      say(status(code));
      expect(await detect()).toBeUndefined();
    }
    say(({ response }) => void response.destroy());
    expect(await detect()).toBeUndefined();
    say(() => {});
    expect(await detect(20)).toBeUndefined();
    await server.stop();
    expect(await detect()).toBeUndefined();
  });

  test('is not sure of a modern server whose legacy side gave no clear answer', async () => {
    say(discovered(['2026-07-28']), status(503));
    expect(await detect()).toEqual({ verdict: 'modern', isSure: false });
  });

  test('names the revisions of a server that speaks none of ours', async () => {
    say(discovered(['2031-01-01', '2030-01-01']));
    await expect(detect()).rejects.toThrow('it supports MCP 2031-01-01, 2030-01-01 only');
    say(refusal(400, -32022, { supported: ['2031-01-01'] }));
    await expect(detect()).rejects.toMatchObject({
      code: 'server-protocol',
      message: 'it supports MCP 2031-01-01 only',
    });
  });

  test('takes one that runs for a legacy one only where it takes the handshake', async () => {
    const shaken = ({ message, response }: Exchange) =>
      sendJson(response, result(message.id, { protocolVersion: '2025-11-25', capabilities: {} }));
    const running = () => detect(undefined, undefined, { isRunning: true });
    for (const discover of [status(404), refusal(400, -32000), refusal(404, -32601)]) {
      say(discover, status(404));
      expect(await running()).toBeUndefined();
      say(discover, shaken);
      expect(await running()).toEqual({ verdict: 'legacy', isSure: true });
    }
  });

  test('refuses an answer without end', async () => {
    say(discovered(['2026-07-28', 'x'.repeat(longestAnswer)]));
    await expect(detect()).rejects.toMatchObject({
      code: 'server-protocol',
      message: `its answer to server/discover is longer than ${longestAnswer} bytes`,
      remedy: expect.not.stringContaining('max_message'),
    });
  });

  test('stops when it is told to', async () => {
    const abort = new AbortController();
    const error = new LoomError('hub-stopping', 'the hub is stopping');
    say(() => abort.abort(error));
    await expect(detect(10_000, abort.signal)).rejects.toBe(error);
    await expect.poll(() => server.openSockets()).toBe(0);
  });
});
