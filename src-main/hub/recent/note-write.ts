import type { RecentEvent } from '../../../src-shared/domain/recent.ts';
import type { Written } from '../clients/sync/sync.ts';
import type { RecentChanges } from './recent-changes.ts';

/** Tells of a write to a client's file; nothing where the file was right already. */
export function noteWrite(
  { did, label, file }: Written,
  recent: Pick<RecentChanges, 'note'>,
): void {
  if (!did) return;
  recent.note({ kind: 'client', about: label, event: events[did], detail: file, tone: 'plain' });
}

const events = {
  written: 'entry-written',
  'taken-out': 'entry-taken-out',
  'taken-back': 'entry-taken-back',
  'put-back': 'entry-put-back',
} as const satisfies Record<NonNullable<Written['did']>, RecentEvent>;
