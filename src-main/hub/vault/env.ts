import { LoomError } from '../../../src-shared/errors.ts';
import { byName, type Vault } from './vault.ts';

const prefix = 'LOOM_SECRET_';

/** Secrets in environment variables, `LOOM_SECRET_GITHUB_TOKEN` for `GITHUB_TOKEN`; read-only. */
export function createEnvVault(env: Readonly<Record<string, string | undefined>>): Vault {
  return {
    kind: 'env',
    get: async (name) => env[secretVariable(name)],
    list: async () =>
      Object.keys(env)
        .filter((variable) => variable.startsWith(prefix) && variable !== prefix)
        .map((variable) => ({ name: variable.slice(prefix.length) }))
        .sort(byName),
    set: async (name) => refuse(name),
    remove: async (name) => refuse(name),
    probe: async () => {},
  };
}

/** The environment variable that holds the secret of that name. */
export function secretVariable(name: string): string {
  return `${prefix}${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}

function refuse(name: string): never {
  throw new LoomError('vault-read-only', 'secrets come from environment variables alone here', {
    remedy: `Set or unset ${secretVariable(name)} where the hub is started, or choose another store: \`vault\` in config.yaml.`,
  });
}
