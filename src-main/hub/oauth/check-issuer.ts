import type { SignInChoice } from '../../../src-shared/domain/server.ts';
import { LoomError } from '../../../src-shared/errors.ts';

/**
 * Which authorization server it is, the MCP server says; whom an application's secret is for, only the
 * entry does. Without that, a server that has been taken over would have the secret sent anywhere.
 *
 * @param issuer - of the authorization server that the server names now.
 * @throws LoomError 'sign-in-failed' where the entry means another one.
 */
export function checkIssuer(issuer: string, choice: SignInChoice | undefined): void {
  const { issuer: meant, client_secret } = choice ?? {};
  if (issuer === meant || (meant === undefined && client_secret === undefined)) return;
  const text = `it leads to the authorization server ${issuer}, and its entry means ${meant ?? 'none'}`;
  throw new LoomError('sign-in-failed', text, {
    remedy:
      'Ask those who run the server whether that is right. If so, and client_id and client_secret ' +
      `are of that one, set \`auth.issuer: ${issuer}\` in its entry.`,
  });
}
