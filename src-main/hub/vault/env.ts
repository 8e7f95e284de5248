import type { Vault } from './vault.ts';

/** Secrets in environment variables, `LOOM_SECRET_GITHUB_TOKEN` for `GITHUB_TOKEN`; read-only. */
export function createEnvVault(env: Readonly<Record<string, string | undefined>>): Vault {
  return { get: async (name) => env[secretVariable(name)] };
}

/** The environment variable that holds the secret of that name. */
export function secretVariable(name: string): string {
  return `LOOM_SECRET_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}
