/** For the tests beside it: a raw HTTP server whose every answer the test decides. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Exchange {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
  /** The JSON-RPC message in `body`, where it is one. */
  message: { id?: number; method?: string; params?: unknown };
  response: ServerResponse;
}

export interface TestHttpServer extends AsyncDisposable {
  url: string;
  origin: string;
  /** All requests so far, oldest first. */
  exchanges: Exchange[];
  openSockets(): number;
  /** Closes it with every connection; nothing listens there then. */
  stop(): Promise<void>;
}

export async function startHttpServer(
  answer: (exchange: Exchange) => void,
  port = 0,
): Promise<TestHttpServer> {
  const exchanges: Exchange[] = [];
  const sockets = new Set<Socket>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { method = '', url: path = '', headers } = request;
    const exchange = { method, path, headers, body, message: parse(body), response };
    exchanges.push(exchange);
    answer(exchange);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    url: `${origin}/mcp`,
    origin,
    exchanges,
    openSockets: () => sockets.size,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

export function sendJson(response: ServerResponse, value: unknown, headers = {}): void {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(text);
}

export function startStream(response: ServerResponse): ServerResponse {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
  return response;
}

export function event(data: unknown, fields: { id?: string; event?: string; retry?: number } = {}) {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\n`);
  return `${lines.join('')}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}

export function result(id: number | undefined, value: unknown = {}) {
  return { jsonrpc: '2.0', id, result: value };
}

function parse(body: string): Exchange['message'] {
  try {
    return JSON.parse(body) as Exchange['message'];
  } catch {
    return {};
  }
}
