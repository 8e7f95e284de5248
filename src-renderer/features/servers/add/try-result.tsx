import { useEffect, useRef } from 'react';
import { useMessages } from '../../../state/messages.tsx';
import { ProbeOutcome } from '../../../ui/probe-outcome.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import classes from './add.module.css';
import type { TryState } from './use-try.ts';

/** What a try has found, or why it did not work. */
export function TryResult({ state }: { state: TryState }) {
  const { try: words } = useMessages().servers;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state.phase === 'done') box.current?.scrollIntoView({ block: 'nearest' });
  }, [state.phase]);
  if (state.phase === 'none') return null;
  return (
    <div ref={box} className={classes.result} role="status">
      {state.phase === 'running' ? (
        <StateMark tone="working" word={words.trying} />
      ) : (
        <ProbeOutcome result={state.result} />
      )}
    </div>
  );
}
