import type { ByHand, TargetView } from '../../../../src-shared/domain/client.ts';
import { HealthMark } from '../../../ui/health-mark.tsx';
import { standingRank, useRowWords } from '../describe-row.ts';
import type { ClientRow } from '../list-rows.ts';

interface WorstMarkProps {
  targets: readonly TargetView[];
  byHand: ByHand | undefined;
}

/** Of a client's files the state that wants attention most. */
export function WorstMark({ targets, byHand }: WorstMarkProps) {
  const words = useRowWords();
  const rows: ClientRow[] = targets.map((target) => {
    const { id, client, label } = target;
    return { key: id, client, label, target };
  });
  const [worst] = rows.toSorted((a, b) => standingRank(a) - standingRank(b));
  if (worst) return <HealthMark {...words.state(worst)} />;
  if (!byHand) return null;
  const { client, label } = byHand;
  return <HealthMark {...words.state({ key: client, client, label, byHand })} />;
}
