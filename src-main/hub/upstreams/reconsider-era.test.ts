/** Servers that are replaced by one of the other era behind their url, while they are connected. */
import { randomUUID } from 'node:crypto';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { McpServer as LegacyServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { createMcpHandler, McpServer as ModernServer } from '@modelcontextprotocol/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCore } from '../testing/open-core.ts';
import type { Message } from '../testing/test-client.ts';
import { type Exchange, startHttpServer, type TestHttpServer } from './testing/http-server.ts';

type Answer = (exchange: Exchange) => void;

/** How the server speaks. */
let speaks: Answer;
let server: TestHttpServer;

beforeEach(async () => {
  server = await startHttpServer((exchange) => speaks(exchange));
});
afterEach(() => server.stop());

/** Another server, of which no connection is left that was open before. */
function replaceBy(answer: Answer): void {
  speaks = answer;
  for (const { response } of server.exchanges.splice(0)) response.destroy();
}

const asked = () => server.exchanges.map(({ message }) => message.method);

/** A client that calls the server's one tool, in either era. */
async function connect(hub: ReturnType<typeof openCore>, era: 'legacy' | 'modern') {
  const client = era === 'legacy' ? await hub.connect().initialize() : hub.connect();
  const ask = (method: string, params: object = {}) =>
    era === 'legacy' ? client.ask(method, params) : client.modern(method, params);
  await ask('tools/list');
  return async () => said(await ask('tools/call', { name: 'srv__who', arguments: {} }));
}

function said({ result, error }: Message): string {
  return result?.content[0].text ?? JSON.stringify(error);
}

describe.each([
  ['legacy', 'modern', /-32020|-32022|refused the request \(400 Bad Request\)/],
  ['modern', 'legacy', /refused the request \(400 Bad Request\).*(not initialized|Session)/i],
] as const)('a %s server that is replaced by a %s one', (was, is, refusal) => {
  const speakers = { legacy: legacySpeaker, modern: modernSpeaker };

  test.each(['legacy', 'modern'] as const)('serves %s clients again', async (era) => {
    speaks = speakers[was]();
    await using hub = openCore({ srv: { transport: 'http', url: server.url } });
    const call = await connect(hub, era);
    expect(await call()).toBe(was);
    replaceBy(speakers[is]());
    const first = await call();
    expect(first).toMatch(refusal);
    expect(first).toContain(`it may not speak the ${was} era of MCP any more`);
    expect(first).toContain('try again in a moment');
    await expect.poll(call).toBe(is);
    const { instances, breaker } = hub.core.supervisor.server('srv');
    await expect.poll(() => [...instances.values()].map((one) => one.era)).toEqual([is]);
    expect(breaker.state.phase).toBe('closed');
  });

  test('is asked once, however many calls it refuses', async () => {
    speaks = speakers[was]();
    await using hub = openCore({ srv: { transport: 'http', url: server.url } });
    const call = await connect(hub, 'modern');
    replaceBy(speakers[is]());
    await Promise.all(Array.from({ length: 20 }, call));
    await expect.poll(call).toBe(is);
    // What it speaks now is one question, and the new connection's greeting the other.
    const discovers = asked().filter((method) => method === 'server/discover');
    expect(discovers).toHaveLength(is === 'modern' ? 2 : 1);
  });

  test('is named with the remedy where its entry says the era', async () => {
    speaks = speakers[was]();
    const entry = { transport: 'http', url: server.url, era: was };
    await using hub = openCore({ srv: entry });
    const call = await connect(hub, 'modern');
    replaceBy(speakers[is]());
    expect(await call()).toContain(`Its entry in registry.yaml says \`era: ${was}\``);
    expect(asked()).not.toContain('server/discover');
  });
});

test('a modern server whose proxy does not find it for a while keeps its connection', async () => {
  const modern = modernSpeaker();
  speaks = modern;
  await using hub = openCore({ srv: { transport: 'http', url: server.url } });
  const call = await connect(hub, 'modern');
  const { instances } = hub.core.supervisor.server('srv');
  const before = instances.get('modern:shared');
  speaks = ({ response }) => void response.writeHead(404).end('no backend');
  expect(await call()).toContain('does not take this request (404 Not Found): no backend');
  await expect.poll(() => asked().at(-1)).toBe('initialize');
  speaks = modern;
  expect(await call()).toBe('modern');
  expect(instances.get('modern:shared')).toBe(before);
});

test('an error of its own that a modern server gives with status 400 arrives as it is', async () => {
  const modern = modernSpeaker();
  speaks = modern;
  await using hub = openCore({ srv: { transport: 'http', url: server.url } });
  const call = await connect(hub, 'modern');
  const { instances } = hub.core.supervisor.server('srv');
  const before = instances.get('modern:shared');
  speaks = (exchange) => {
    const { message, response } = exchange;
    if (message.method !== 'tools/call') return modern(exchange);
    const error = { code: -31_000, message: 'mine', data: { why: 1 } };
    response.statusCode = 400;
    response.end(JSON.stringify({ jsonrpc: '2.0', id: message.id, error }));
  };
  expect(await call()).toBe('{"code":-31000,"message":"mine","data":{"why":1}}');
  await expect.poll(() => asked().slice(-2)).toEqual(['server/discover', 'initialize']);
  speaks = modern;
  expect(await call()).toBe('modern');
  expect(instances.get('modern:shared')).toBe(before);
});

function modernSpeaker(): Answer {
  const handler = toNodeHandler(
    createMcpHandler(
      () => {
        const mcp = new ModernServer({ name: 'modern', version: '1' });
        mcp.registerTool('who', {}, () => ({ content: [{ type: 'text', text: 'modern' }] }));
        return mcp;
      },
      { legacy: 'reject' },
    ),
  );
  return ({ response, message }) => void handler(response.req, response, message);
}

/** With sessions, as most have. */
function legacySpeaker(): Answer {
  const transports = new Map<string, StreamableHTTPServerTransport>();
  return async ({ headers, message, response }) => {
    const known = transports.get(String(headers['mcp-session-id']));
    const transport =
      known ??
      new StreamableHTTPServerTransport({
        sessionIdGenerator: randomUUID,
        onsessioninitialized: (id) => void transports.set(id, transport),
      });
    if (!known) {
      const mcp = new LegacyServer({ name: 'legacy', version: '1' });
      mcp.registerTool('who', {}, () => ({ content: [{ type: 'text', text: 'legacy' }] }));
      await mcp.connect(transport as never);
    }
    await transport.handleRequest(response.req, response, message.method ? message : undefined);
  };
}
