import type { RecentChange, RecentEvent } from '../../../src-shared/domain/recent.ts';

export type Told = Omit<RecentChange, 'at' | 'text'>;

/** A change in English. */
export function recentText({ event, detail = '' }: Pick<Told, 'event' | 'detail'>): string {
  return texts[event].replace('…', () => detail);
}

const texts: Record<RecentEvent, string> = {
  'server-started': 'started',
  'server-stopped': 'stopped',
  'server-disabled': 'disabled',
  'server-failed': 'failed: …',
  'server-retrying': 'stopped, tries again: …',
  'server-waiting': 'waits for …',
  'server-added': 'added',
  'server-changed': 'changed in registry.yaml',
  'server-removed': 'removed',
  'profiles-changed': 'changed in registry.yaml',
  'client-connected': 'connected',
  'client-disconnected': 'disconnected',
  'entry-written': "Loom's entry written into …",
  'entry-taken-out': "Loom's entry taken out of …",
  'entry-taken-back': 'the last write taken back in …',
  'entry-put-back': "Loom's entry put back into …",
  'secret-set': 'set',
  'secret-removed': 'removed',
  'secret-adopted': 'moved from registry.yaml into the vault',
  'secrets-encrypted': 'encrypted anew',
  'token-made': 'made',
  'token-revoked': 'revoked',
  problem: '…',
  'problem-settled': 'settled: …',
};
