import { LoomError } from '../../../src-shared/errors.ts';
import { carefulFetch } from './careful-fetch.ts';
import { scopesIn } from './parse-challenge.ts';
import { signInFailure } from './sign-in-failure.ts';
import type { SignInRecord } from './sign-in-record.ts';
import { readTokens } from './tokens.ts';

/** What became of a sign-in that was to be renewed. */
export type Renewal =
  | { ok: true; record: SignInRecord }
  /** It is over: a person has to sign in again. */
  | { ok: false; isOver: boolean; error: LoomError };

/** Errors after which no other try with the same refresh token helps (RFC 6749 section 5.2). */
const final = new Set(['invalid_grant', 'invalid_client', 'unauthorized_client', 'invalid_scope']);

/** New tokens for the refresh token of a sign-in; where it gets another one, the old is void. */
export async function renewSignIn(
  serverId: string,
  record: SignInRecord & { refreshToken: string },
  signal: AbortSignal,
): Promise<Renewal> {
  const { oauth: sdk } = await import('../mcp/sdk.ts');
  try {
    const { metadata, client, refreshToken, resource, scopes } = record;
    const response = await sdk.refreshAuthorization(record.authorizationServer, {
      ...(metadata && { metadata }),
      clientInformation: client,
      refreshToken,
      ...(resource !== undefined && { resource }),
      fetchFn: carefulFetch(new URL(record.url), signal),
    });
    const tokens = readTokens(response, scopesIn(scopes.join(' ')));
    const { expiresAt: _old, ...kept } = record;
    return { ok: true, record: { ...kept, ...tokens } };
  } catch (thrown) {
    signal.throwIfAborted();
    const isOver = thrown instanceof sdk.OAuthError && final.has(thrown.code);
    const { message } = signInFailure(serverId, thrown, sdk);
    const error = new LoomError('server-unavailable', `its sign-in cannot be renewed: ${message}`, {
      server: serverId,
      remedy: 'It is tried again with the next call.',
    });
    return { ok: false, isOver, error };
  }
}
