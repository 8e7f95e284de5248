/**
 * A server that wants people to sign in, and the authorization server that it believes: OAuth 2.1 with
 * discovery, registration, PKCE, refresh rotation and revocation, all on one port. On node:http.
 *
 *   node oauth.ts [port, default 0] [--consent] [--lifetime <s>] [--no-refresh] [--no-registration]
 *                 [--client <id>:<secret>] [--iss <issuer>] [--no-pkce] [--other-resource]
 *                 [--open-start] [--deny]
 *
 * Prints `listening <port>`; the endpoint is /mcp (Streamable HTTP of the legacy era, JSON answers, no
 * sessions), the issuer /as. --consent: a page with links stands before the redirect. --deny: the
 * redirect brings access_denied. --iss: what the redirect names as issuer. --no-pkce: its metadata does
 * not tell of PKCE. --other-resource: it says to be another server. --open-start: initialize needs no
 * token. Tools: echo {text}, write {text}, which needs the scope mcp:write besides mcp:use.
 *
 * POST /admin/expire ends all access tokens, POST /admin/forget all grants too; GET /admin/state tells
 * {tokens, registrations, authorizations, refreshes, revocations, requests}: `tokens` are all that were
 * ever given out, so that a test can look for them.
 */
import { option } from './lib/arguments.ts';
import { listen, refuse, sendJson } from './lib/http-listener.ts';
import { AuthorizationServer } from './oauth/authorization-server.ts';
import { serveResource } from './oauth/resource.ts';

const client = option('client')?.split(':');
const authority = new AuthorizationServer({
  lifetimeSeconds: Number(option('lifetime') ?? 3600),
  ...(client && { client: { id: client[0] ?? '', secret: client[1] ?? '' } }),
});

listen((request, response, url) => {
  const origin = `http://${request.headers.host}`;
  const { pathname } = url;
  if (pathname === '/admin/expire') authority.expire();
  if (pathname === '/admin/forget') authority.forget();
  if (pathname.startsWith('/admin/')) return sendJson(response, authority.state());
  if (pathname === '/mcp' || pathname.startsWith('/.well-known/oauth-protected-resource')) {
    return serveResource({ request, response, url, origin }, authority);
  }
  if (authority.serves(pathname)) return authority.serve({ request, response, url, origin });
  return refuse(response, 404, 'Not found');
});
