import type { SignInChoice } from '../../../src-shared/domain/server.ts';
import { LoomError } from '../../../src-shared/errors.ts';
import { checkAddress } from './check-address.ts';
import type { Discovered, Means } from './discover.ts';
import { ClientIdentity } from './sign-in-record.ts';

export interface Introduction {
  /** What the server's entry says, references resolved. */
  choice: SignInChoice | undefined;
  redirectUrl: string;
  scope: string | undefined;
  server: URL;
}

/**
 * As whom Loom comes to an authorization server: as the application that the entry names, else by the
 * address of a document about it, else as one that registers now. A registration is good for one
 * sign-in: it names the port that is listened on.
 *
 * @throws LoomError 'sign-in-failed' where it can be none of them.
 */
export async function identifyClient(
  found: Discovered,
  { choice, redirectUrl, scope, server }: Introduction,
  { sdk, fetch }: Means,
): Promise<ClientIdentity> {
  const { metadata } = found;
  const { client_id, client_secret, client_metadata_url } = choice ?? {};
  if (client_id !== undefined) return { client_id, ...(client_secret && { client_secret }) };
  const takesDocuments = metadata?.client_id_metadata_document_supported === true;
  if (client_metadata_url !== undefined && takesDocuments) {
    return { client_id: client_metadata_url, token_endpoint_auth_method: 'none' };
  }
  if (metadata && !metadata.registration_endpoint) throw notRegistered(redirectUrl, found.issuer);
  if (metadata?.registration_endpoint) checkAddress(metadata.registration_endpoint, server);
  const registered = await sdk.registerClient(found.authorizationServer, {
    ...(metadata && { metadata }),
    clientMetadata: {
      client_name: 'Loom',
      application_type: 'native',
      redirect_uris: [redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: authMethod(metadata?.token_endpoint_auth_methods_supported),
    },
    ...(scope !== undefined && { scope }),
    fetchFn: fetch,
  });
  return ClientIdentity.parse(registered);
}

/** A program on people's machines has no secret of its own, unless the server insists. */
function authMethod(supported: readonly string[] | undefined): string {
  if (!supported || supported.length === 0 || supported.includes('none')) return 'none';
  return supported.find((method) => method.startsWith('client_secret_')) ?? 'none';
}

function notRegistered(redirectUrl: string, issuer: string): LoomError {
  const text = 'its authorization server takes no new applications by itself';
  return new LoomError('sign-in-failed', text, {
    remedy:
      `Register an application there by hand, with the address ${redirectUrl}, and name it in the ` +
      `server's entry: \`auth: { client_id, client_secret, issuer: ${issuer}, redirect_port }\`.`,
  });
}
