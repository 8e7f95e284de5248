/**
 * The server of modern.ts over Streamable HTTP of 2026-07-28 only, at /mcp: no sessions, no GET, and
 * headers that have to agree with the body. On node:http.
 *
 *   node modern-http.ts [port, default 0] [--sse] [--bad-header-tool] [--require-header Name=Value]
 *                       [the options of modern.ts, but for --exit-on-initialize]
 *
 * Prints `listening <port>`. An answer is JSON unless something comes before it, or the client's
 * Accept names text/event-stream first; --sse: always a stream. --bad-header-tool: lists `bad_header`, whose
 * x-mcp-header no client may accept. --require-header: 401 without it. GET /admin/state tells
 * {streams, listens, cancelled, requests}: streams that are open, filters that are listened with,
 * ids that were cancelled, method and headers of the last 100 requests. POST /admin/drop breaks
 * every open stream.
 */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { fieldsFrom, hasFlag } from './lib/arguments.ts';
import { createModernServer } from './lib/create-modern-server.ts';
import { listen, refuse, sendJson } from './lib/http-listener.ts';
import { checkHeaders } from './lib/modern-headers.ts';
import { errorMessage, statusOf } from './lib/modern-messages.ts';
import { RpcError, textResult } from './lib/raw-messages.ts';
import type { Fields } from './lib/raw-server.ts';

const KEPT_REQUESTS = 100;
const KEEP_ALIVE_MS = 15_000;

const server = createModernServer('modern-http');
const streams = new Set<ServerResponse>();
const requests: { method: unknown; headers: IncomingHttpHeaders }[] = [];
if (hasFlag('bad-header-tool')) addBadHeaderTool();

listen((request, response, url) => {
  if (url.pathname.startsWith('/admin/')) return administrate(url.pathname, response);
  if (url.pathname !== '/mcp') return refuse(response, 404, 'Not found');
  if (request.method === 'POST') return post(request, response);
  response.setHeader('Allow', 'POST');
  return refuse(response, 405, 'Method not allowed');
});

async function post(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = await readText(request);
  const message = parse(text);
  requests.push({ method: message?.method, headers: request.headers });
  requests.splice(0, requests.length - KEPT_REQUESTS);
  const problem = message ? problemOf(message, request.headers) : new RpcError(-32700, 'No JSON');
  if (problem) return answerJson(response, errorMessage(message?.id, problem), statusOf(problem));
  if (message?.id === undefined) return void response.writeHead(202).end();
  await serve(text, request, response);
}

/** Undefined where the message may be served. */
function problemOf(message: Fields, headers: IncomingHttpHeaders): RpcError | undefined {
  if (typeof message.method !== 'string') return new RpcError(-32600, 'Not a request');
  // A legacy client hears what to speak, not that its headers are wrong.
  if (message.method === 'initialize' || message.id === undefined) return undefined;
  try {
    checkHeaders(server, headers, message);
    return undefined;
  } catch (error) {
    if (error instanceof RpcError) return error;
    throw error;
  }
}

async function serve(
  text: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { headers } = request;
  const controller = new AbortController();
  response.on('close', () => {
    streams.delete(response);
    if (!response.writableFinished) controller.abort();
  });
  if (hasFlag('sse') || prefersStream(headers.accept)) openStream(response);
  await server.take({
    text,
    signal: controller.signal,
    details: { headers },
    send(message) {
      openStream(response);
      response.write(`data: ${message}\n\n`);
    },
    answer(message, status) {
      if (response.writableEnded || response.destroyed) return;
      if (!response.headersSent) return answerJson(response, message, status);
      response.end(`data: ${message}\n\n`);
    },
    drop: () => response.destroy(),
  });
}

function openStream(response: ServerResponse): void {
  if (response.headersSent) return;
  streams.add(response);
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  const keepAlive = setInterval(() => response.write(': keep-alive\n\n'), KEEP_ALIVE_MS);
  response.on('close', () => clearInterval(keepAlive));
}

function answerJson(response: ServerResponse, message: string, status: number): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(message);
}

function prefersStream(accept = ''): boolean {
  const json = accept.indexOf('application/json');
  const stream = accept.indexOf('text/event-stream');
  return stream >= 0 && (json < 0 || stream < json);
}

function parse(text: string): Fields | undefined {
  try {
    return fieldsFrom(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function administrate(path: string, response: ServerResponse): void {
  if (path === '/admin/drop') for (const stream of streams) stream.destroy();
  const { cancelled } = server;
  const listens = server.listens.filters;
  sendJson(response, { streams: streams.size, listens, cancelled, requests });
}

function addBadHeaderTool(): void {
  const properties = { region: { type: 'string', 'x-mcp-header': 'not a token' } };
  const inputSchema = { type: 'object', properties };
  server.tool({ name: 'bad_header', inputSchema }, () => textResult('ok'));
}
