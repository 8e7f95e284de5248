import { LoomError } from '../../../src-shared/errors.ts';
import type { OAuthTokens } from '../mcp/sdk.ts';
import { scopesIn } from './parse-challenge.ts';
import type { SignInRecord } from './sign-in-record.ts';

type Tokens = Pick<SignInRecord, 'accessToken' | 'refreshToken' | 'scopes' | 'expiresAt'>;

/** Ten years. */
const longestSeconds = 10 * 366 * 24 * 60 * 60;

/**
 * What a token response says. What it leaves out is as it was asked for (RFC 6749 section 5.1).
 *
 * @param asked - the scopes that were asked for.
 * @throws LoomError where they are of a kind that Loom cannot present.
 */
export function readTokens(response: OAuthTokens, asked: readonly string[]): Tokens {
  const { access_token, refresh_token, token_type, scope, expires_in } = response;
  if (token_type.toLowerCase() !== 'bearer' || !/^[\x21-\x7e]+$/.test(access_token)) {
    throw new LoomError('sign-in-failed', 'it was given a token that no header can hold');
  }
  return {
    accessToken: access_token,
    ...(refresh_token !== undefined && { refreshToken: refresh_token }),
    scopes: scope === undefined ? [...asked] : scopesIn(scope),
    ...(expires_in !== undefined && { expiresAt: Date.now() + lifetime(expires_in) }),
  };
}

/** Whatever number it is: one that JSON cannot hold would make what is kept unreadable. */
function lifetime(seconds: number): number {
  return Math.min(Math.max(seconds, 0) || 0, longestSeconds) * 1000;
}
