import type { Drift, Heal } from '../../../../src-shared/domain/client.ts';
import type { KeptDrift } from '../sync/client-store.ts';
import type { Inspection } from '../sync/sync.ts';

/** What one look at a synced file found. */
export type Look =
  /** Loom's entry is as it was written. */
  | { phase: 'fine' }
  /** Its client is not here any more: nothing to guard, nothing to make again. */
  | { phase: 'gone' }
  | SeenDrift;

export interface SeenDrift {
  phase: 'drift';
  how: Drift['how'];
  /** Secrets masked. */
  diff: string;
}

export function lookAt(inspection: Inspection | undefined): Look {
  if (!inspection) return { phase: 'gone' };
  const { state, drift: diff } = inspection;
  switch (state.phase) {
    case 'synced':
      return { phase: 'fine' };
    case 'not-installed':
      return { phase: 'gone' };
    case 'unreadable':
      return { phase: 'drift', how: 'unreadable', diff: '' };
    case 'drifted':
      return { phase: 'drift', how: state.how, diff };
    case 'absent':
      return { phase: 'drift', how: 'missing', diff };
    case 'other-entry':
      return { phase: 'drift', how: 'changed', diff };
  }
}

export function isSameDrift(one: Pick<Drift, 'how' | 'diff'>, other: Look | Drift): boolean {
  return 'how' in other && one.how === other.how && one.diff === other.diff;
}

export type Judgement =
  /** It was told before, and nobody wants more. */
  { act: 'nothing' } | { act: 'ask' | 'heal' | 'give-up' | 'leave'; isNews: boolean };

/** So often the guardian puts an entry back, and so long it counts (milliseconds). */
const healLimit = { times: 3, withinMs: 10 * 60_000 };

/**
 * What to do about a drift.
 *
 * @param known - of the same target, newest first.
 */
export function judgeDrift(
  drift: SeenDrift,
  known: readonly KeptDrift[],
  { heal, now }: { heal: Heal; now: number },
): Judgement {
  const [last] = known;
  const isOver = last?.outcome === 'healed' || last?.outcome === 'resolved';
  const isNews = !last || isOver || !isSameDrift(drift, last);
  if (!isNews && last.outcome !== 'waiting') return { act: 'nothing' };
  if (heal === 'off') return { act: 'leave', isNews };
  // What does not parse is for its owner to mend; Loom never writes it.
  if (heal === 'ask' || drift.how === 'unreadable')
    return isNews ? { act: 'ask', isNews } : { act: 'nothing' };
  const since = now - healLimit.withinMs;
  const healed = known.filter(({ outcome, at }) => outcome === 'healed' && at > since).length;
  return { act: healed < healLimit.times ? 'heal' : 'give-up', isNews };
}
