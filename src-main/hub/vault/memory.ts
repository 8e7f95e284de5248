import { checkSecret } from './check-secret.ts';
import { byName, type Vault } from './vault.ts';

/** Secrets in a map that ends with the process: for tests. */
export function createMemoryVault(secrets: Readonly<Record<string, string>> = {}): Vault {
  const held = new Map<string, { secret: string; changedAt: number }>();
  const hold = (name: string, secret: string) => held.set(name, { secret, changedAt: Date.now() });
  for (const [name, secret] of Object.entries(secrets)) hold(name, secret);
  return {
    kind: 'memory',
    get: async (name) => held.get(name)?.secret,
    list: async () => [...held].map(([name, { changedAt }]) => ({ name, changedAt })).sort(byName),
    async set(name, secret) {
      checkSecret(name, secret);
      hold(name, secret);
    },
    remove: async (name) => held.delete(name),
    probe: async () => {},
  };
}
