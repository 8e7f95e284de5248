/**
 * An upstream over the old HTTP+SSE transport, on SDK v1.
 *
 *   node sse-server.ts [port, default 0] [--name <server name>] [--require-header Name=Value]
 *
 * Prints `listening <port>`; the stream is GET /sse, messages go to POST /messages?sessionId=….
 * Tools as in http-server.ts, but close_stream, which only says that it cannot. POST /admin/forget
 * closes all streams, GET /admin/state tells {sessions, requests}.
 */
import type { ServerResponse } from 'node:http';
import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js';
import { option } from './lib/arguments.ts';
import { listen, refuse, sendJson } from './lib/http-listener.ts';
import { createSdkServer } from './lib/sdk-server.ts';

const name = option('name') ?? 'sse-server';
const sessions = new Map<string, SSEServerTransport>();
const requests: Record<string, number> = {};

listen((request, response, url) => {
  if (url.pathname.startsWith('/admin/')) return administrate(url.pathname, response);
  const route = `${request.method} ${url.pathname}`;
  requests[route] = (requests[route] ?? 0) + 1;
  if (route === 'GET /sse') return openStream(response);
  if (route !== 'POST /messages') return refuse(response, 404, 'Not found');
  const session = sessions.get(url.searchParams.get('sessionId') ?? '');
  if (session === undefined) return refuse(response, 404, 'Session not found');
  return session.handlePostMessage(request, response);
});

async function openStream(response: ServerResponse): Promise<void> {
  const transport = new SSEServerTransport('/messages', response);
  sessions.set(transport.sessionId, transport);
  response.on('close', () => sessions.delete(transport.sessionId));
  await createSdkServer(name).connect(transport);
}

async function administrate(path: string, response: ServerResponse): Promise<void> {
  const open = [...sessions.values()];
  if (path === '/admin/forget') await Promise.all(open.map((transport) => transport.close()));
  sendJson(response, { sessions: [...sessions.keys()], requests });
}
