import type { SecretKeeper } from '../../../src-shared/headless.ts';
import type { Secrets } from './secrets.ts';

/** The vault, for whoever moves secrets into it: it is compared with, and nothing is replaced. */
export function createVaultKeeper(
  secrets: Pick<Secrets, 'get' | 'set' | 'list' | 'isFromEnvironment'>,
): SecretKeeper {
  return {
    async compare(name, secret) {
      // Set there, it may be gone with the next start: a definition should not come to need it.
      if (secrets.isFromEnvironment(name)) return 'other';
      const held = await secrets.get(name);
      if (held !== undefined) return held === secret ? 'same' : 'other';
      const isName = ({ name: other }: { name: string }) =>
        other.toLowerCase() === name.toLowerCase();
      // Stores do not tell names apart that differ in case alone.
      return (await secrets.list([])).some(isName) ? 'other' : 'nothing';
    },
    async set(name, secret) {
      await secrets.set(name, secret);
    },
  };
}
