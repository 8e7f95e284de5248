/**
 * An upstream over Streamable HTTP, on SDK v1: sessions, an event store (streams can be resumed),
 * the GET stream.
 *
 *   node http-server.ts [port, default 0] [--name <server name>] [--json] [--no-get] [--stateless]
 *                       [--retry <ms>] [--require-header Name=Value]
 *
 * Prints `listening <port>`; the endpoint is /mcp. --json: JSON answers, no streams. --no-get: 405
 * on GET, so nothing is resumed. --stateless: no sessions, and no GET. --require-header: 401
 * without it. --retry: what clients are told to wait before they resume (default 100).
 *
 * echo {text}, whoami (pid, session, headers, client), slow {ms?, every?} with progress, ask
 * {message?} (elicitation), close_stream {ms?} (closes the stream in the middle of the call),
 * notify {text} (a log message on the GET stream), add_tool {name}. POST /admin/forget drops all
 * sessions (404 from then on), POST /admin/close-get closes the GET streams, GET /admin/state
 * tells {sessions, requests}.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { hasFlag, numberOption, option } from './lib/arguments.ts';
import { listen, refuse, sendJson } from './lib/http-listener.ts';
import { MemoryEventStore } from './lib/memory-event-store.ts';
import { createSdkServer } from './lib/sdk-server.ts';

const MAX_REQUEST_BYTES = 128 * 1024 * 1024;

const name = option('name') ?? 'http-server';
const isStateless = hasFlag('stateless');
const hasGet = !isStateless && !hasFlag('no-get');
const sessions = new Map<string, StreamableHTTPServerTransport>();
const requests: Record<string, number> = {};

listen((request, response, url) => {
  if (url.pathname.startsWith('/admin/')) return administrate(url.pathname, response);
  if (url.pathname !== '/mcp') return refuse(response, 404, 'Not found');
  const method = request.method ?? '';
  requests[method] = (requests[method] ?? 0) + 1;
  if (method === 'GET' && !hasGet) {
    response.setHeader('Allow', 'POST, DELETE');
    return refuse(response, 405, 'Method not allowed');
  }
  return serve(request, response);
});

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const sessionId = request.headers['mcp-session-id'];
  if (typeof sessionId === 'string' && !isStateless) {
    const known = sessions.get(sessionId);
    if (known === undefined) return refuse(response, 404, 'Session not found');
    return known.handleRequest(request, response);
  }
  // The transport itself refuses a first request that is no initialize.
  const transport = createTransport();
  await createSdkServer(name).connect(transport);
  await transport.handleRequest(request, response);
}

function createTransport(): StreamableHTTPServerTransport {
  const transport: StreamableHTTPServerTransport = new StreamableHTTPServerTransport({
    sessionIdGenerator: isStateless ? undefined : randomUUID,
    enableJsonResponse: hasFlag('json'),
    eventStore: hasGet ? new MemoryEventStore() : undefined,
    retryInterval: numberOption('retry', 100),
    maxRequestBodySize: MAX_REQUEST_BYTES,
    onsessioninitialized: (sessionId) => {
      sessions.set(sessionId, transport);
    },
    onsessionclosed: (sessionId) => {
      sessions.delete(sessionId);
    },
  });
  return transport;
}

async function administrate(path: string, response: ServerResponse): Promise<void> {
  const open = [...sessions.values()];
  if (path === '/admin/forget') {
    sessions.clear();
    await Promise.all(open.map((transport) => transport.close()));
  }
  if (path === '/admin/close-get')
    for (const transport of open) transport.closeStandaloneSSEStream();
  sendJson(response, { sessions: [...sessions.keys()], requests });
}
