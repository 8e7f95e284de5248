import { carefulFetch } from './careful-fetch.ts';
import type { SignInRecord } from './sign-in-record.ts';

const patienceMs = 5_000;

/**
 * Tells the authorization server that a sign-in is over (RFC 7009), where it wants to know. The MCP
 * specification does not ask for it, and the SDK has no call for it.
 *
 * @returns whether it has taken note.
 */
export async function revokeSignIn(record: SignInRecord): Promise<boolean> {
  const endpoint = record.metadata?.revocation_endpoint;
  if (endpoint === undefined) return false;
  const fetch = carefulFetch(new URL(record.url), AbortSignal.timeout(patienceMs));
  const { oauth: sdk } = await import('../mcp/sdk.ts');
  const { client, metadata, refreshToken, accessToken } = record;
  const methods = metadata?.token_endpoint_auth_methods_supported ?? [];
  const method = sdk.selectClientAuthMethod(client, methods);
  const revoke = async (token: string, hint: string) => {
    const body = new URLSearchParams({ token, token_type_hint: hint });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const isBasic = method === 'client_secret_basic';
    if (!isBasic) body.set('client_id', client.client_id);
    if (method === 'client_secret_post') body.set('client_secret', client.client_secret ?? '');
    const authorization = isBasic ? { authorization: basic(client) } : {};
    const init = { method: 'POST', headers: { ...headers, ...authorization }, body };
    return (await fetch(endpoint, init)).ok;
  };
  try {
    // The end of the one is often the end of the other; both are told all the same.
    const isRefreshOver =
      refreshToken === undefined || (await revoke(refreshToken, 'refresh_token'));
    return (await revoke(accessToken, 'access_token')) && isRefreshOver;
  } catch {
    return false;
  }
}

function basic({ client_id, client_secret = '' }: SignInRecord['client']): string {
  const pair = [client_id, client_secret].map(encodeURIComponent).join(':');
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
