import { useEffect, useRef, useState } from 'react';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useNow } from '../../state/now.ts';
import { Failure } from '../../ui/failure.tsx';
import { Segments } from '../../ui/segments.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { isRecord, printJson } from './json-text.ts';
import { LongText } from './long-text.tsx';
import classes from './outcome.module.css';
import { ResultView } from './result-view.tsx';
import { RunLines } from './run-lines.tsx';
import type { RunResult, RunState } from './run-state.ts';

/** What comes of a run: progress and log lines while it lasts, then the answer, drawn and raw. */
export function Outcome({ state, retry }: { state: RunState; retry(): void }) {
  const { outcome } = useMessages().playground;
  const section = useRef<HTMLElement>(null);
  const { startedAt, phase } = state;
  useEffect(() => {
    if (startedAt > 0 && phase !== 'idle') section.current?.scrollIntoView({ block: 'nearest' });
  }, [startedAt, phase]);
  if (state.phase === 'idle') return null;
  return (
    <section ref={section} className={classes.outcome} aria-label={outcome.title}>
      {state.phase === 'running' && <Running state={state} />}
      {state.phase === 'cancelled' && <StateMark tone="off" word={outcome.cancelled} />}
      {state.phase === 'failed' && <Failure error={state.error} retry={retry} />}
      {state.result && <Answer request={state.request} result={state.result} />}
      <RunLines lines={state.lines} />
    </section>
  );
}

function Running({ state }: { state: RunState }) {
  const { outcome } = useMessages().playground;
  const { span, number } = useFormats();
  const now = useNow();
  const { progress, startedAt } = state;
  return (
    <div role="status" className={classes.running}>
      <StateMark tone="working" word={outcome.running} />
      <span className={classes.about}>{span(now - startedAt)}</span>
      {progress && (
        <>
          <progress
            aria-label={outcome.progress}
            value={progress.progress}
            max={progress.total ?? Math.max(progress.progress, 1)}
          />
          <span className={classes.about}>
            {progress.total === undefined
              ? number(progress.progress)
              : outcome.progressOf(number(progress.progress), number(progress.total))}{' '}
            {progress.message}
          </span>
        </>
      )}
    </div>
  );
}

function Answer({ request, result }: { request: unknown; result: RunResult }) {
  const { outcome } = useMessages().playground;
  const { duration, bytes } = useFormats();
  const [view, setView] = useState<'result' | 'raw'>('result');
  const isFailed = failed(result.response);
  return (
    <>
      <div className={classes.head}>
        <StateMark
          tone={isFailed ? 'failed' : 'ok'}
          word={isFailed ? outcome.failed : outcome.done}
        />
        <span className={classes.about}>
          {duration(result.tookMs)} · {bytes(result.bytes)}
        </span>
        <Segments
          label={outcome.views}
          options={[
            { id: 'result', text: outcome.result },
            { id: 'raw', text: outcome.raw },
          ]}
          value={view}
          onChange={setView}
        />
      </div>
      {view === 'result' ? (
        <>
          {losesDigits(result.text) && <p className={classes.about}>{outcome.rounded}</p>}
          <ResultView response={result.response} />
        </>
      ) : (
        <>
          <h3 className={classes.part}>{outcome.request}</h3>
          <LongText name={outcome.request} text={printJson(request)} />
          <h3 className={classes.part}>{outcome.response}</h3>
          {result.text !== undefined && <p className={classes.about}>{outcome.exact}</p>}
          <LongText name={outcome.response} text={result.text ?? printJson(result.response)} />
        </>
      )}
    </>
  );
}

/** Of a text that is not what it would be printed as: whether a number in it may be why. */
function losesDigits(text = ''): boolean {
  return /\d[\d.]{16,}|\d[eE][+-]?\d{3}/.test(text);
}

function failed(response: unknown): boolean {
  if (!isRecord(response)) return true;
  return 'error' in response || (isRecord(response.result) && response.result.isError === true);
}
