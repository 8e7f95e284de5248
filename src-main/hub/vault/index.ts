import { createEnvVault } from './env.ts';
import { createMemoryVault } from './memory.ts';
import type { Vault } from './vault.ts';

/** Every kind of vault, made from the texts it starts with. */
export const vaults = {
  env: createEnvVault,
  memory: createMemoryVault,
} satisfies Record<string, (source: Record<string, string>) => Vault>;
