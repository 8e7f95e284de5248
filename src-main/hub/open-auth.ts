import type { Config } from '../../src-shared/domain/config.ts';
import { hasProfile, type Registry } from '../../src-shared/domain/registry.ts';
import { Attempts } from './auth/attempts.ts';
import type { Auth } from './auth/auth.ts';
import { authTypes } from './auth/index.ts';
import { reportAttempts } from './auth/report-attempts.ts';
import { TokenStore } from './auth/token-store.ts';
import { Tokens } from './auth/tokens.ts';
import type { HubLog } from './log.ts';
import type { Problems } from './problems.ts';
import type { Secrets } from './vault/secrets.ts';

export interface OpenAuthOptions {
  config: Config;
  registry(): Registry;
  /** For tokens that are kept to be shown again; its records are for all tokens' hashes. */
  secrets: Pick<Secrets, 'get' | 'set' | 'remove' | 'records'>;
  log: Pick<HubLog, 'warn'>;
  problems: Problems;
}

export interface OpenAuth {
  /** Undefined where config.yaml asks nobody for credentials. */
  auth: Auth | undefined;
  /** They can be made whether they are asked for or not. */
  tokens: Tokens;
  close(): Promise<void>;
}

/** Who may call over HTTP. The vault is not opened before somebody presents a token, or makes one. */
export function openAuth(options: OpenAuthOptions): OpenAuth {
  const { config, registry, secrets, log, problems } = options;
  const store = new TokenStore({
    vault: secrets.records,
    onProblem: (error) => log.warn({ code: error.code }, error.message),
  });
  const tokens = new Tokens({
    store,
    secrets,
    hasProfile: (name) => hasProfile(registry(), name),
    hasServer: (id) => Object.hasOwn(registry().servers, id),
  });
  const { type } = config.http.auth;
  const auth =
    type &&
    authTypes[type]?.({
      store,
      attempts: new Attempts(),
      onFailure: reportAttempts(log, problems),
    });
  return { auth, tokens, close: () => store.close() };
}
