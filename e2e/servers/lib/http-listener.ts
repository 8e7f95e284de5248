import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { option } from './arguments.ts';

export type Respond = (request: IncomingMessage, response: ServerResponse, url: URL) => unknown;

/**
 * What the HTTP servers share: listens on loopback (first argument: the port, 0
 * for any), prints `listening <port>` on stdout, checks --require-header, and ends when stdin
 * closes, so that no server outlives its test.
 */
export function listen(respond: Respond): void {
  // Clients let go of an idle connection earlier, so none meets one that is just being closed.
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (!url.pathname.startsWith('/admin/') && !hasRequiredHeader(request)) {
      response.setHeader('WWW-Authenticate', 'Bearer error="invalid_token"');
      return refuse(response, 401, 'Unauthorized');
    }
    Promise.resolve(respond(request, response, url)).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      if (!response.headersSent) refuse(response, 500, String(error));
    });
  });
  server.listen(Number(process.argv[2]) || 0, '127.0.0.1', () => {
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    process.stdout.write(`listening ${port}\n`);
  });
  process.stdin.on('end', () => process.exit(0)).resume();
}

export function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32000, message } }));
}

export function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(value));
}

function hasRequiredHeader(request: IncomingMessage): boolean {
  const [name, ...value] = (option('require-header') ?? '').split('=');
  return !name || request.headers[name.toLowerCase()] === value.join('=');
}
