import { z } from 'zod';

/** How Loom is known to an authorization server. */
export const ClientIdentity = z.object({
  client_id: z.string(),
  client_secret: z.string().optional(),
  token_endpoint_auth_method: z.string().optional(),
});
export type ClientIdentity = z.output<typeof ClientIdentity>;

/** What of the authorization server's metadata is needed once somebody is signed in. */
const Endpoints = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  response_types_supported: z.array(z.string()),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  revocation_endpoint: z.string().optional(),
});

/**
 * A sign-in with all its secrets, as it is kept in the vault. It is good for this server at this
 * address, and was given by this issuer: for nobody else anything of it is used.
 */
export const SignInRecord = z.object({
  url: z.string(),
  issuer: z.string(),
  authorizationServer: z.string(),
  /** Left out where it has none: one as of 2025-03-26, whose endpoints have fixed paths. */
  metadata: Endpoints.optional(),
  /** The resource indicator (RFC 8707), as the server writes it. */
  resource: z.string().optional(),
  client: ClientIdentity,
  accessToken: z.string(),
  refreshToken: z.string().optional(),
  scopes: z.array(z.string()),
  /** Milliseconds since the epoch. */
  signedInAt: z.number(),
  expiresAt: z.number().optional(),
});
export type SignInRecord = z.output<typeof SignInRecord>;

/** A token this close to its end may have ended when it arrives. */
const marginMs = 30_000;

export type Renewable = SignInRecord & { refreshToken: string };

/** Whether there may be new tokens for it without anybody doing anything. */
export function canRenew(record: SignInRecord | undefined): record is Renewable {
  return record?.refreshToken !== undefined;
}

/** Whether its token has ended, or as good as. */
export function isEnding(record: SignInRecord | undefined): boolean {
  return record?.expiresAt !== undefined && record.expiresAt - marginMs < Date.now();
}

/** What it authorizes requests to that address with. */
export function headerOf(record: SignInRecord | undefined, url: string): string | undefined {
  return record?.url === url ? `Bearer ${record.accessToken}` : undefined;
}
