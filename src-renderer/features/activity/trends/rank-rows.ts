import type { ActivityRank } from '../../../../src-shared/domain/activity.ts';

export type Measure = 'calls' | 'errors' | 'p95';

export interface RankRow {
  rank: ActivityRank;
  /** Of the first one's value: between 0 and 1. */
  share: number;
}

/** The largest first; what is equal stays in the order of calls. Who has no errors has no rank by them. */
export function rankRows(ranks: readonly ActivityRank[], measure: Measure): RankRow[] {
  const sorted = ranks
    .filter((rank) => measure === 'calls' || measureOf(rank, measure) > 0)
    .toSorted((a, b) => measureOf(b, measure) - measureOf(a, measure));
  const most = sorted[0] ? measureOf(sorted[0], measure) : 0;
  return sorted.map((rank) => ({ rank, share: most > 0 ? measureOf(rank, measure) / most : 0 }));
}

function measureOf(rank: ActivityRank, measure: Measure): number {
  return rank[measure] ?? 0;
}
