/**
 * What the official conformance suites ask of a server, in both protocol eras on one endpoint, on
 * SDK v2.
 *
 *   node conformance.ts [port, default 0]
 *
 * Prints `listening <port>`; the endpoint is /mcp. The names of tools, prompts and resources are
 * the suites' own. A request of the modern era is served by itself; anything else belongs to a
 * session, whose streams can be resumed.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import {
  localhostHostValidation,
  localhostOriginValidation,
  NodeStreamableHTTPServerTransport,
  toNodeHandler,
} from '@modelcontextprotocol/node';
import {
  classifyInboundRequest,
  createMcpHandler,
  isInitializeRequest,
} from '@modelcontextprotocol/server';
import { changes } from './conformance/changes.ts';
import { createFixtureServer } from './conformance/fixture-server.ts';
import { listen, refuse } from './lib/http-listener.ts';
import { MemoryEventStore } from './lib/memory-event-store.ts';

/** What the suites' clients are told to wait before they resume a stream. */
const RETRY_MS = 500;

const isLocalHost = localhostHostValidation();
const isLocalOrigin = localhostOriginValidation();
const serveModern = toNodeHandler(
  createMcpHandler(createFixtureServer, { legacy: 'reject', bus: changes }),
);
const sessions = new Map<string, NodeStreamableHTTPServerTransport>();

listen(async (request, response, url) => {
  if (!isLocalHost(request, response) || !isLocalOrigin(request, response)) return;
  if (url.pathname !== '/mcp') return refuse(response, 404, 'Not found');
  if (request.method !== 'POST') return serveSession(request, response);
  const body = await json(request).catch(() => undefined);
  if (body === undefined) return refuse(response, 400, 'Not JSON');
  if (isLegacy(request, body)) return serveSession(request, response, body);
  return serveModern(request, response, body);
});

function isLegacy({ headers }: IncomingMessage, body: unknown): boolean {
  const route = classifyInboundRequest({
    httpMethod: 'POST',
    protocolVersionHeader: headers['mcp-protocol-version']?.toString(),
    mcpMethodHeader: headers['mcp-method']?.toString(),
    body,
  });
  return route.kind === 'legacy';
}

async function serveSession(
  request: IncomingMessage,
  response: ServerResponse,
  body?: unknown,
): Promise<void> {
  const sessionId = request.headers['mcp-session-id']?.toString();
  if (sessionId === undefined) {
    if (!isInitializeRequest(body)) return refuse(response, 400, 'Session required');
    return (await openSession()).handleRequest(request, response, body);
  }
  const session = sessions.get(sessionId);
  if (!session) return refuse(response, 404, 'Session not found');
  return session.handleRequest(request, response, body);
}

async function openSession(): Promise<NodeStreamableHTTPServerTransport> {
  const session: NodeStreamableHTTPServerTransport = new NodeStreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    eventStore: new MemoryEventStore(),
    retryInterval: RETRY_MS,
    onsessioninitialized: (sessionId) => {
      sessions.set(sessionId, session);
    },
    onsessionclosed: (sessionId) => {
      sessions.delete(sessionId);
    },
  });
  await createFixtureServer().connect(session);
  return session;
}
