import type { CallOutcome } from '../../../src-shared/domain/activity.ts';
import { useMessages } from '../../state/messages.tsx';
import { StateMark, type Tone } from '../../ui/state-mark.tsx';
import classes from './outcome-mark.module.css';

const tones: Record<Exclude<CallOutcome, 'ok'>, Tone> = {
  'tool-error': 'failed',
  error: 'failed',
  cancelled: 'off',
};

/** How a call ended. What went well is quiet, so that the rest stands out of a long list. */
export function OutcomeMark({ outcome }: { outcome: CallOutcome }) {
  const { outcomes, outcomeWhy } = useMessages().activity;
  return (
    <span title={outcomeWhy[outcome]}>
      {outcome === 'ok' ? (
        <span className={classes.ok}>{outcomes.ok}</span>
      ) : (
        <StateMark tone={tones[outcome]} word={outcomes[outcome]} />
      )}
    </span>
  );
}
