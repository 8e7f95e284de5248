import { dirname } from 'node:path';
import type { Config } from '../../../src-shared/domain/config.ts';
import type { Paths } from '../../../src-shared/paths.ts';
import { createEnvVault } from './env.ts';
import { createFileVault } from './file.ts';
import { createKeychainVault, keychainService, longestEntry } from './keychain.ts';
import type { KeychainProcess } from './keychain-process.ts';
import type { Vault } from './vault.ts';

/** What a store of secrets is opened from. */
export interface VaultPlace {
  paths: Paths;
  platform: string;
  env: Readonly<Record<string, string | undefined>>;
  keychain: KeychainProcess;
}

/** Every store that config.yaml can name; `open-vault.ts` opens one of them. */
export const vaults = {
  keychain: ({ keychain, paths, platform, env }: VaultPlace) =>
    createKeychainVault({
      keychain,
      service: keychainService(paths, env),
      longest: longestEntry(platform),
    }),
  file: ({ paths, env }: VaultPlace) =>
    createFileVault({ folder: dirname(paths.config), masterKey: env.LOOM_MASTER_KEY }),
  env: ({ env }: VaultPlace) => createEnvVault(env),
} satisfies {
  [K in Exclude<Config['vault']['type'], 'auto'>]: (place: VaultPlace) => Vault;
};
