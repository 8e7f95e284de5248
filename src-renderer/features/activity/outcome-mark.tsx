import type { CallOutcome } from '../../../src-shared/domain/activity.ts';
import { useMessages } from '../../state/messages.tsx';
import { StateMark, type Tone } from '../../ui/state-mark.tsx';
import classes from './outcome-mark.module.css';

const tones: Record<CallOutcome, Tone> = {
  ok: 'ok',
  'tool-error': 'failed',
  error: 'failed',
  cancelled: 'off',
};

/** How a call ended. `isListed`: what went well is quiet, so that the rest stands out. */
export function OutcomeMark(props: { outcome: CallOutcome; isListed?: boolean }) {
  const { outcome, isListed = false } = props;
  const { outcomes, outcomeWhy } = useMessages().activity;
  return (
    <span title={outcomeWhy[outcome]}>
      {isListed && outcome === 'ok' ? (
        <span className={classes.ok}>{outcomes.ok}</span>
      ) : (
        <StateMark tone={tones[outcome]} word={outcomes[outcome]} />
      )}
    </span>
  );
}
