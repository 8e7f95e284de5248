import {
  checkResourceAllowed,
  discoverOAuthServerInfo,
  exchangeAuthorization,
  IssuerMismatchError,
  OAuthError,
  RegistrationRejectedError,
  refreshAuthorization,
  registerClient,
  selectClientAuthMethod,
  startAuthorization,
  validateAuthorizationResponseIssuer,
} from '@modelcontextprotocol/client';

/**
 * The one import of the MCP SDK: its OAuth client. Whoever needs it imports this file when the need
 * arises, since loading the SDK costs a hub 85 ms.
 */
export const oauth = {
  checkResourceAllowed,
  discoverOAuthServerInfo,
  exchangeAuthorization,
  IssuerMismatchError,
  OAuthError,
  RegistrationRejectedError,
  refreshAuthorization,
  registerClient,
  selectClientAuthMethod,
  startAuthorization,
  validateAuthorizationResponseIssuer,
};

export type { AuthorizationServerMetadata, OAuthTokens } from '@modelcontextprotocol/client';
