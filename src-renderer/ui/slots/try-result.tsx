import { useFormats, useMessages } from '../../state/messages.tsx';
import { useNow } from '../../state/now.ts';
import { ProbeOutcome } from '../probe-outcome.tsx';
import { StateMark } from '../state-mark.tsx';
import classes from './slots.module.css';
import type { TryState } from './use-try.ts';

/** What a try has found, or why it did not work and what to do. */
export function TryResult({ state }: { state: TryState }) {
  return (
    <div className={classes.result} role="status">
      {state.phase === 'running' && <Running since={state.since} />}
      {state.phase === 'done' && <ProbeOutcome result={state.result} />}
    </div>
  );
}

function Running({ since }: { since: number }) {
  const { try: words } = useMessages().presets;
  const { span } = useFormats();
  const passed = Math.max(0, useNow() - since);
  return (
    <>
      {/* The seconds are for eyes only: nobody wants to hear each of them. */}
      <span aria-hidden>
        <StateMark tone="working" word={words.trying(span(passed))} />
      </span>
      {passed > 5000 && <p className={classes.quiet}>{words.first}</p>}
    </>
  );
}
