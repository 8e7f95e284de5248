import type { Vault } from './vault.ts';

/** Secrets in a map that ends with the process: for tests. */
export function createMemoryVault(secrets: Readonly<Record<string, string>>): Vault {
  const held = new Map(Object.entries(secrets));
  return { get: async (name) => held.get(name) };
}
