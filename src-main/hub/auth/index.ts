import type { Config } from '../../../src-shared/domain/config.ts';
import { createTokenAuth } from './token.ts';

type AuthType = NonNullable<Config['http']['auth']['type']>;

/** Every `http.auth.type`; those that are not there yet are refused with the config. */
export const authTypes = {
  token: createTokenAuth,
  oidc: undefined,
  mtls: undefined,
  oauth2: undefined,
} satisfies Record<AuthType, typeof createTokenAuth | undefined>;
