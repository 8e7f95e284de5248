import { json } from 'node:stream/consumers';
import { hasFlag } from '../lib/arguments.ts';
import type { AuthorizationServer } from './authorization-server.ts';
import { type Exchange, sendStatus } from './exchange.ts';

const text = { type: 'object', properties: { text: { type: 'string' } } };
const tools = [
  { name: 'echo', description: 'Repeats.', inputSchema: text },
  { name: 'write', description: 'Needs more rights.', inputSchema: text },
];

interface Message {
  id?: number;
  method?: string;
  params?: { name?: string; arguments?: { text?: string }; protocolVersion?: string };
}

/** The protected server: its own description, and /mcp. */
export async function serveResource(
  exchange: Exchange,
  authority: AuthorizationServer,
): Promise<void> {
  const { request, response, url, origin } = exchange;
  if (url.pathname !== '/mcp') {
    const resource = hasFlag('other-resource') ? 'https://other.example.com/mcp' : `${origin}/mcp`;
    const authorization_servers = [`${origin}/as`];
    return void sendStatus(response, 200, { resource, authorization_servers });
  }
  if (request.method !== 'POST') {
    const token = tokenIn(exchange);
    if (token) authority.requests.push(token);
    return void response.writeHead(405, { allow: 'POST' }).end();
  }
  const message = (await json(request)) as Message;
  const needed = message.params?.name === 'write' ? ['mcp:use', 'mcp:write'] : ['mcp:use'];
  const isOpen =
    hasFlag('open-start') && /^(initialize|notifications\/.*)$/.test(message.method ?? '');
  if (!isOpen && !isAllowed(exchange, authority, needed)) return;
  if (message.id === undefined) return void response.writeHead(202).end();
  sendStatus(response, 200, { jsonrpc: '2.0', id: message.id, ...answer(message) });
}

function tokenIn({ request }: Exchange): string {
  const [, token = ''] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
  return token;
}

function isAllowed(
  exchange: Exchange,
  authority: AuthorizationServer,
  needed: readonly string[],
): boolean {
  const { response, origin } = exchange;
  const token = tokenIn(exchange);
  authority.requests.push(token);
  const scopes = authority.scopesOf(token, `${origin}/mcp`);
  if (scopes && needed.every((scope) => scopes.includes(scope))) return true;
  const metadata = `resource_metadata="${origin}/.well-known/oauth-protected-resource/mcp"`;
  const error = scopes ? ', error="insufficient_scope"' : token ? ', error="invalid_token"' : '';
  const challenge = `Bearer realm="test", ${metadata}, scope="${needed.at(-1)}"${error}`;
  response.setHeader('www-authenticate', challenge);
  sendStatus(response, scopes ? 403 : 401, { error: 'not allowed', seen: token });
  return false;
}

function answer({ method, params }: Message): object {
  if (method === 'initialize') {
    const { protocolVersion } = params ?? {};
    const serverInfo = { name: 'protected', version: '1' };
    return { result: { protocolVersion, capabilities: { tools: {} }, serverInfo } };
  }
  if (method === 'tools/list') return { result: { tools } };
  if (method === 'ping') return { result: {} };
  if (method !== 'tools/call') return { error: { code: -32601, message: 'Method not found' } };
  const said = `${params?.name}: ${params?.arguments?.text ?? ''}`;
  return { result: { content: [{ type: 'text', text: said }] } };
}
