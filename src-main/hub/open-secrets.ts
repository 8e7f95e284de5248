import type { Config } from '../../src-shared/domain/config.ts';
import { isVaultFailure } from '../../src-shared/domain/secret.ts';
import type { HubDeps } from './hub-deps.ts';
import type { Problems } from './problems.ts';
import type { Supervisor } from './upstreams/supervisor.ts';
import { createKeychainProcess } from './vault/keychain-process.ts';
import { createVaultStore } from './vault/open-vault.ts';
import { Secrets } from './vault/secrets.ts';

/** The store is chosen and opened when the first secret is needed; what it has to say is shown. */
export function openSecrets(deps: HubDeps, config: Config, problems: Problems): Secrets {
  const { paths, platform, env, keychainHelper: helper } = deps;
  const store = createVaultStore({
    type: config.vault.type,
    paths,
    platform,
    env,
    keychain: createKeychainProcess({ helper, platform, env }),
    onNotice: (notice) => problems.report('vault:choice', notice),
  });
  return new Secrets({
    store,
    env,
    onTrouble: (error) => (error ? problems.report('vault', error) : problems.resolve('vault')),
  });
}

/** What failed because secrets could not be read is tried again. */
export function renewWaiting(supervisor: Pick<Supervisor, 'servers' | 'renew'>): void {
  for (const { id, breaker } of supervisor.servers) {
    const { state } = breaker;
    if (state.phase !== 'closed' && isVaultFailure(state.error.code)) supervisor.renew(id);
  }
}
