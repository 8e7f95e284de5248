import type { RecentEvent } from '../../../src-shared/domain/recent.ts';

/** What changed lately, and what servers wait for. */
export const recent = {
  events: {
    'server-started': (_detail: string) => 'started',
    'server-stopped': (_detail: string) => 'stopped',
    'server-disabled': (_detail: string) => 'disabled',
    'server-failed': (detail: string) => `failed: ${detail}`,
    'server-retrying': (detail: string) => `stopped, tries again: ${detail}`,
    'server-waiting': (detail: string) => `waits for ${detail}`,
    'server-added': (_detail: string) => 'added',
    'server-changed': (_detail: string) => 'changed in registry.yaml',
    'server-removed': (_detail: string) => 'removed',
    'profiles-changed': (_detail: string) => 'profiles changed in registry.yaml',
    'client-connected': (_detail: string) => 'connected',
    'client-disconnected': (_detail: string) => 'disconnected',
    'entry-written': (detail: string) => `Loom’s entry written into ${detail}`,
    'entry-taken-out': (detail: string) => `Loom’s entry taken out of ${detail}`,
    'entry-taken-back': (detail: string) => `last write taken back in ${detail}`,
    'entry-put-back': (detail: string) => `Loom’s entry put back into ${detail}`,
    'secret-set': (_detail: string) => 'set',
    'secret-removed': (_detail: string) => 'removed',
    'secret-adopted': (_detail: string) => 'moved from registry.yaml into the vault',
    'secrets-encrypted': (_detail: string) => 'all secrets encrypted anew',
    'token-made': (_detail: string) => 'token created',
    'token-revoked': (_detail: string) => 'token revoked',
    problem: (detail: string) => detail,
    'problem-settled': (detail: string) => `settled: ${detail}`,
  } satisfies Record<RecentEvent, (detail: string) => string>,
  lacks: {
    secret: (name: string) => `secret ${name}`,
    anySecret: 'a secret',
    signIn: 'a sign-in',
    file: {
      'be-unlocked': 'the encrypted file to be unlocked',
      'be-repaired': 'the encrypted file to be repaired',
      'be-available': 'the encrypted file to be available',
    },
    keychain: {
      'be-unlocked': 'the keychain to be unlocked',
      'be-repaired': 'the keychain to be repaired',
      'be-available': 'the keychain to be available',
    },
  },
};
