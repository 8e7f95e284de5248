import { createHash, randomBytes } from 'node:crypto';
import { json, text } from 'node:stream/consumers';
import { hasFlag, option } from '../lib/arguments.ts';
import { type Exchange, sendStatus } from './exchange.ts';

export interface AuthorityOptions {
  lifetimeSeconds: number;
  /** Registered by hand, with the one redirect address that its first request names. */
  client?: { id: string; secret: string };
}

interface Grant {
  clientId: string;
  scopes: string[];
  resource: string | null;
  isOver: boolean;
}

interface Code {
  grant: Grant;
  challenge: string;
  redirectUri: string;
}

/** An authorization server at /as that takes everybody, and checks all that OAuth 2.1 has it check. */
export class AuthorizationServer {
  /** The tokens that requests to the resource came with. */
  readonly requests: string[] = [];
  readonly #options: AuthorityOptions;
  readonly #clients = new Map<string, { secret: string; redirectUris: string[] }>();
  readonly #codes = new Map<string, Code>();
  readonly #access = new Map<string, { grant: Grant; until: number }>();
  readonly #refresh = new Map<string, Grant>();
  readonly #given: string[] = [];
  readonly #counts = { registrations: 0, authorizations: 0, refreshes: 0, revocations: 0 };
  readonly #asked: Record<string, string>[] = [];

  constructor(options: AuthorityOptions) {
    this.#options = options;
    const { client } = options;
    if (client) this.#clients.set(client.id, { secret: client.secret, redirectUris: [] });
  }

  serves(path: string): boolean {
    return path.startsWith('/as/') || path === '/.well-known/oauth-authorization-server/as';
  }

  async serve(exchange: Exchange): Promise<void> {
    const { request, response, url } = exchange;
    switch (url.pathname) {
      case '/.well-known/oauth-authorization-server/as':
        return void sendStatus(response, 200, metadata(exchange));
      case '/as/register':
        return this.#register(exchange, (await json(request)) as { redirect_uris: string[] });
      case '/as/authorize':
        return this.#authorize(exchange);
      case '/as/token':
        return this.#answerToken(exchange, new URLSearchParams(await text(request)));
      case '/as/revoke':
        return this.#revoke(exchange, new URLSearchParams(await text(request)));
    }
    response.writeHead(404).end();
  }

  /** Undefined where the token is none for this resource. */
  scopesOf(token: string, resource: string): string[] | undefined {
    const access = this.#access.get(token);
    const isGood = access && !access.grant.isOver && access.until > Date.now();
    return isGood && access.grant.resource === resource ? access.grant.scopes : undefined;
  }

  expire(): void {
    for (const access of this.#access.values()) access.until = 0;
  }

  forget(): void {
    for (const { grant } of this.#access.values()) grant.isOver = true;
    for (const grant of this.#refresh.values()) grant.isOver = true;
  }

  state(): object {
    const { requests } = this;
    return { ...this.#counts, tokens: this.#given, asked: this.#asked, requests };
  }

  #register({ response }: Exchange, { redirect_uris }: { redirect_uris: string[] }): void {
    this.#counts.registrations += 1;
    const client_id = `client-${this.#counts.registrations}`;
    this.#clients.set(client_id, { secret: '', redirectUris: redirect_uris });
    sendStatus(response, 201, { client_id, redirect_uris, token_endpoint_auth_method: 'none' });
  }

  #authorize({ response, url, origin }: Exchange): void {
    const asked = Object.fromEntries(url.searchParams);
    this.#asked.push(asked);
    const { client_id = '', redirect_uri = '', code_challenge = '', state = '' } = asked;
    const client = this.#clients.get(client_id);
    const isKnown =
      client?.redirectUris.includes(redirect_uri) || client?.redirectUris.length === 0;
    const isWhole = code_challenge !== '' && asked.code_challenge_method === 'S256';
    if (!isKnown || !isWhole) return void response.writeHead(400).end('No.');
    if (hasFlag('consent') && asked.decision === undefined) return void showConsent(response, url);
    this.#counts.authorizations += 1;
    const back = new URL(redirect_uri);
    back.searchParams.set('state', state);
    back.searchParams.set('iss', option('iss') ?? `${origin}/as`);
    if (hasFlag('deny') || asked.decision === 'deny') {
      back.searchParams.set('error', 'access_denied');
      back.searchParams.set('error_description', 'the owner said no');
    } else {
      const scopes = (asked.scope ?? '').split(' ').filter(Boolean);
      const grant = {
        clientId: client_id,
        scopes,
        resource: asked.resource ?? null,
        isOver: false,
      };
      const code = this.#newSecret('code');
      this.#codes.set(code, { grant, challenge: code_challenge, redirectUri: redirect_uri });
      back.searchParams.set('code', code);
    }
    response.writeHead(302, { location: back.href }).end();
  }

  #answerToken(exchange: Exchange, form: URLSearchParams): void {
    const { request, response } = exchange;
    const clientId = this.#clientOf(request.headers.authorization, form);
    if (clientId === undefined) return void sendStatus(response, 401, { error: 'invalid_client' });
    const isRefresh = form.get('grant_type') === 'refresh_token';
    const grant = isRefresh ? this.#renewed(form) : this.#redeemed(form);
    if (!grant || grant.isOver || grant.clientId !== clientId) {
      return void sendStatus(response, 400, {
        error: 'invalid_grant',
        error_description: 'it is over',
      });
    }
    if (form.get('resource') !== grant.resource) {
      return void sendStatus(response, 400, { error: 'invalid_target' });
    }
    if (isRefresh) this.#counts.refreshes += 1;
    sendStatus(response, 200, this.#tokensFor(grant));
  }

  /** A refresh token is good for one use; one that is used twice ends its grant (OAuth 2.1 4.3.1). */
  #renewed(form: URLSearchParams): Grant | undefined {
    const token = form.get('refresh_token') ?? '';
    const grant = this.#refresh.get(token);
    if (grant) this.#refresh.delete(token);
    else if (this.#given.includes(token)) this.forget();
    return grant;
  }

  #redeemed(form: URLSearchParams): Grant | undefined {
    const code = form.get('code') ?? '';
    const known = this.#codes.get(code);
    this.#codes.delete(code);
    const hash = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isSame = known?.challenge === hash && known.redirectUri === form.get('redirect_uri');
    return isSame ? known.grant : undefined;
  }

  #tokensFor(grant: Grant): object {
    const access_token = this.#newSecret('access');
    const { lifetimeSeconds: expires_in } = this.#options;
    this.#access.set(access_token, { grant, until: Date.now() + expires_in * 1000 });
    const scope = grant.scopes.join(' ');
    const tokens = { access_token, token_type: 'Bearer', expires_in, scope };
    if (hasFlag('no-refresh')) return tokens;
    const refresh_token = this.#newSecret('refresh');
    this.#refresh.set(refresh_token, grant);
    return { ...tokens, refresh_token };
  }

  #revoke({ response }: Exchange, form: URLSearchParams): void {
    this.#counts.revocations += 1;
    const token = form.get('token') ?? '';
    const grant = this.#refresh.get(token) ?? this.#access.get(token)?.grant;
    if (grant) grant.isOver = true;
    response.writeHead(200).end();
  }

  #clientOf(authorization: string | undefined, form: URLSearchParams): string | undefined {
    const basic = /^Basic (.+)$/.exec(authorization ?? '')?.[1];
    const [id = '', secret = ''] = basic
      ? Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent)
      : [form.get('client_id') ?? '', form.get('client_secret') ?? ''];
    return this.#clients.get(id)?.secret === secret ? id : undefined;
  }

  #newSecret(kind: string): string {
    const secret = `canary-${kind}-${randomBytes(18).toString('base64url')}`;
    this.#given.push(secret);
    return secret;
  }
}

function metadata({ origin }: Exchange): object {
  const issuer = `${origin}/as`;
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    revocation_endpoint: `${issuer}/revoke`,
    ...(!hasFlag('no-registration') && { registration_endpoint: `${issuer}/register` }),
    ...(!hasFlag('no-pkce') && { code_challenge_methods_supported: ['S256'] }),
    response_types_supported: ['code'],
    token_endpoint_auth_methods_supported: ['none', 'client_secret_basic'],
    authorization_response_iss_parameter_supported: true,
  };
}

function showConsent(response: Exchange['response'], url: URL): void {
  const link = (decision: string, word: string) => {
    const to = new URL(url);
    to.searchParams.set('decision', decision);
    return `<a href="${to.pathname}${to.search.replaceAll('&', '&amp;')}">${word}</a>`;
  };
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end(`<h1>Let Loom in?</h1>${link('allow', 'Allow')} ${link('deny', 'Deny')}`);
}
