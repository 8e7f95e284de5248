import type { SecretKeeper } from '../src-shared/headless.ts';
import type { HubClient } from './hub-client.ts';

/** The hub's vault. */
export function createSecretKeeper(hub: HubClient): SecretKeeper {
  return {
    async compare(name, secret) {
      const known = (await hub.secrets.list()).find((entry) => entry.name === name);
      if (!known || known.source === 'missing') return 'nothing';
      // Set there, it may be gone with the next start: a definition should not come to need it.
      if (known.source === 'environment') return 'other';
      return (await hub.secrets.reveal({ name })).secret === secret ? 'same' : 'other';
    },
    async set(name, secret) {
      await hub.secrets.set({ name, secret });
    },
  };
}

/** A vault of which nothing is known. */
export const noKeeper: SecretKeeper = {
  compare: async () => 'nothing',
  set: async () => {},
};
