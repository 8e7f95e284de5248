import { LoomError } from '../../../src-shared/errors.ts';
import type { AuthorizationServerMetadata, oauth } from '../mcp/sdk.ts';
import type { Fetch } from './careful-fetch.ts';
import { checkAddress } from './check-address.ts';
import { type Challenge, scopesIn } from './parse-challenge.ts';

/** Where one signs in for a server. */
export interface Discovered {
  issuer: string;
  authorizationServer: string;
  /** Left out where it has none: one as of 2025-03-26, whose endpoints have fixed paths. */
  metadata: AuthorizationServerMetadata | undefined;
  /** The resource indicator (RFC 8707), exactly as the server writes it. */
  resource: string | undefined;
  /** What there is to ask for, as far as the server says. */
  scopesSupported: string[];
}

/** What a sign-in is done with. */
export interface Means {
  sdk: typeof oauth;
  fetch: Fetch;
}

/**
 * Finds a server's authorization server (2026-07-28 basic/authorization, "Authorization Server
 * Discovery"): by the address in its challenge, else where such documents usually are.
 *
 * @throws LoomError 'sign-in-failed' where it is none that Loom may use.
 */
export async function discover(
  server: URL,
  challenge: Challenge | undefined,
  { sdk, fetch }: Means,
): Promise<Discovered> {
  const named = challenge?.resourceMetadata;
  const found = await sdk.discoverOAuthServerInfo(server, {
    ...(named !== undefined && { resourceMetadataUrl: checkAddress(named, server) }),
    fetchFn: fetch,
  });
  const { authorizationServerUrl, authorizationServerMetadata: metadata, resourceMetadata } = found;
  if (resourceMetadata) {
    checkResource(server, resourceMetadata.resource, sdk);
  }
  if (metadata) checkMetadata(metadata, server);
  const issuer = metadata?.issuer ?? authorizationServerUrl;
  // People read it, in terminals, too.
  if (!/^[\x21-\x7e]{1,500}$/.test(issuer)) {
    throw new LoomError('sign-in-failed', 'its authorization server has an unreadable address');
  }
  return {
    issuer,
    authorizationServer: authorizationServerUrl,
    metadata,
    resource: resourceMetadata?.resource,
    scopesSupported: resourceMetadata?.scopes_supported ?? [],
  };
}

/** A token for somebody else's server would be one that this server could use there. */
function checkResource(server: URL, resource: string, sdk: typeof oauth): void {
  const isOurs =
    URL.canParse(resource) &&
    sdk.checkResourceAllowed({ requestedResource: server, configuredResource: resource });
  if (isOurs) return;
  throw new LoomError('sign-in-failed', 'it says to be another server than it is', {
    remedy: 'Correct its url: it describes itself as another address.',
  });
}

function checkMetadata(metadata: AuthorizationServerMetadata, server: URL): void {
  const { authorization_endpoint, token_endpoint, code_challenge_methods_supported } = metadata;
  checkAddress(authorization_endpoint, server);
  checkAddress(token_endpoint, server);
  if (!code_challenge_methods_supported?.includes('S256')) {
    throw new LoomError('sign-in-failed', 'its authorization server does not do PKCE (S256)', {
      remedy: 'Ask those who run it: without that, somebody else could use the sign-in.',
    });
  }
}

export interface ScopeWishes {
  /** What the entry says. */
  chosen: readonly string[] | undefined;
  challenge: Challenge | undefined;
  /** What was refused before, for want of scopes. */
  wanted: readonly string[];
  /** What the sign-in so far has. */
  held: readonly string[];
}

/**
 * What to ask for: what the entry says, else the challenge, else all that the server names; with
 * what is held already where it wants more. And leave to stay signed in, where that is to be asked for.
 */
export function scopeFor(
  { metadata, scopesSupported }: Discovered,
  { chosen, challenge, wanted, held }: ScopeWishes,
): string | undefined {
  const challenged = challenge?.scopes.length ? challenge.scopes : scopesSupported;
  const base = chosen ?? (wanted.length > 0 ? held : challenged);
  const scopes = scopesIn([...(wanted.length > 0 ? held : []), ...base, ...wanted].join(' '));
  if (scopes.length === 0) return undefined;
  if (metadata?.scopes_supported?.includes('offline_access')) scopes.push('offline_access');
  return [...new Set(scopes)].join(' ');
}
