import { LoomError } from '../../../src-shared/errors.ts';
import type { oauth } from '../mcp/sdk.ts';

/**
 * Why a sign-in did not come about, in words for people. What the SDK throws may hold whole answers of
 * the authorization server, so nothing of it is passed on but what OAuth means for people to read.
 */
export function signInFailure(server: string, thrown: unknown, sdk: typeof oauth): LoomError {
  const fail = (why: string, remedy?: string) =>
    new LoomError('sign-in-failed', `could not sign in to server "${server}": ${why}`, {
      server,
      remedy,
    });
  if (thrown instanceof LoomError) {
    // One of another kind says more than that: the vault is locked, a secret is missing.
    return thrown.code === 'sign-in-failed' ? fail(thrown.message, thrown.remedy) : thrown;
  }
  if (thrown instanceof sdk.IssuerMismatchError) {
    const remedy = 'Do not sign in there: somebody may have put themselves between.';
    return fail('the answer came from another authorization server than was asked', remedy);
  }
  if (thrown instanceof sdk.OAuthError) return fail(refusal(thrown.code, thrown.message));
  if (thrown instanceof sdk.RegistrationRejectedError) {
    return fail(
      `its authorization server refuses to register Loom (${thrown.status})`,
      "Register an application there by hand, and name it in the server's entry: `auth: { client_id }`.",
    );
  }
  return fail('its authorization server does not answer as OAuth says');
}

/** What an authorization server answered, such as `access_denied: the owner said no`. */
export function refusal(code: string, description: string | null | undefined): string {
  const word = /^[\w.-]{1,60}$/.test(code) ? code : 'an error';
  const said = (description ?? '').replace(/[\s\p{C}]+/gu, ' ').trim();
  // The SDK quotes whole answers where they are none that OAuth knows.
  const isForPeople = said !== '' && said !== code && said.length <= 200 && !/Raw body/.test(said);
  return `its authorization server answered ${word}${isForPeople ? `: ${said}` : ''}`;
}
