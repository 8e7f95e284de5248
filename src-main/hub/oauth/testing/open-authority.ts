import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Authority extends AsyncDisposable {
  issuer: string;
  /** Of the server that one signs in to. */
  url: URL;
  /** What was revoked, in order. */
  revoked: (string | null)[];
  /** How often tokens were asked for. */
  asked(): number;
  /** Lets those go on who asked for tokens; until then they wait. */
  answer(): void;
}

/** An MCP server that is its own authorization server, and takes everybody. */
export async function openAuthority(tokens: object): Promise<Authority> {
  const answering = Promise.withResolvers<void>();
  const revoked: (string | null)[] = [];
  let asked = 0;
  let origin = '';
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const path = URL.parse(request.url ?? '', origin)?.pathname ?? '';
    if (path === '/token') {
      asked += 1;
      await answering.promise;
    }
    if (path === '/revoke') revoked.push(new URLSearchParams(body).get('token'));
    const answer = answersOf(origin, tokens)[path];
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer: origin,
    url: new URL('/mcp', origin),
    revoked,
    asked: () => asked,
    answer: answering.resolve,
    async [Symbol.asyncDispose]() {
      answering.resolve();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function answersOf(origin: string, tokens: object): Record<string, object> {
  return {
    '/.well-known/oauth-protected-resource/mcp': {
      resource: `${origin}/mcp`,
      authorization_servers: [origin],
    },
    '/.well-known/oauth-authorization-server': {
      issuer: origin,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      registration_endpoint: `${origin}/register`,
      revocation_endpoint: `${origin}/revoke`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none', 'client_secret_basic'],
    },
    '/register': { client_id: 'c', redirect_uris: [] },
    '/token': tokens,
    '/revoke': {},
  };
}
