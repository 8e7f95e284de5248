import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { LoomError } from '../src-shared/errors.ts';
import type { Paths } from '../src-shared/paths.ts';
import { findHub } from './proxy/find-hub.ts';

/**
 * `fetch` over the hub's socket, which Node's own cannot reach; one connection for each request.
 * Answers stream, so that event iterators work; aborting the request's signal closes the connection.
 */
export function createHubFetch(paths: Paths): (request: Request) => Promise<Response> {
  return async (request) => {
    const body = Buffer.from(await request.arrayBuffer());
    const socket = await findHub(paths);
    if (!socket) {
      throw new LoomError('hub-not-running', 'No hub is running.', {
        cause: new Error(`nothing answers on ${paths.socket}`),
      });
    }
    return toResponse(await send(socket, request, body));
  };
}

function send(socket: Socket, request: Request, body: Buffer): Promise<IncomingMessage> {
  const { pathname, search } = new URL(request.url);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({
      createConnection: () => socket,
      path: pathname + search,
      method: request.method,
      headers: { ...Object.fromEntries(request.headers), 'content-length': body.length },
      signal: request.signal,
    });
    outgoing.once('response', (incoming) => {
      // Node forgets the signal of a request that nobody holds, and the abort would be lost.
      incoming.once('close', () => void request);
      resolve(incoming);
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

function toResponse(incoming: IncomingMessage): Response {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const body = Readable.toWeb(incoming) as ReadableStream<Uint8Array>;
  return new Response(body, { status: incoming.statusCode ?? 500, headers });
}
