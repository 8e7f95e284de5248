import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { Button } from '../../ui/button.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { FormOutline } from './form-outline.tsx';
import { isRecord } from './json-text.ts';
import { Outcome } from './outcome.tsx';
import classes from './pane.module.css';
import { Questions } from './questions.tsx';
import { RunBar } from './run-bar.tsx';
import { RunForm } from './run-form.tsx';
import type { SavedCall } from './saved-calls.ts';
import { SavedList } from './saved-list.tsx';
import type { Thing } from './things.ts';
import type { Acting } from './use-acting.ts';
import { useAtOnce } from './use-at-once.ts';
import { useRun } from './use-run.ts';

const ArgumentsEditor = lazy(async () => ({
  default: (await import('./arguments-editor.tsx')).ArgumentsEditor,
}));

interface CallPaneProps {
  tool: Thing;
  acting: Acting;
  initial: Record<string, unknown>;
  /** Fills in other arguments and runs at once. */
  onReplay(call: SavedCall): void;
  /** Runs what is filled in as soon as it is there. */
  runsAtOnce: boolean;
}

/** A tool: its arguments, and what comes of calling it. */
export function CallPane({ tool, acting, initial, runsAtOnce, onReplay }: CallPaneProps) {
  const { pane } = useMessages().playground;
  const { number } = useFormats();
  const run = useRun();
  const form = useRef<HTMLFormElement>(null);
  const [filled, setFilled] = useState<Record<string, unknown> | undefined>(initial);
  const [problemCount, setProblemCount] = useState(0);
  const [tries, setTries] = useState(0);
  const take = useCallback((value: typeof filled, problems: readonly unknown[]) => {
    setFilled(value);
    setProblemCount(problems.length);
  }, []);
  const send = (args: Record<string, unknown>) =>
    run.start({ method: 'tools/call', params: { name: tool.id, arguments: args }, ...acting });
  const tryToSend = () => {
    if (run.state.phase === 'running') return;
    setTries(tries + 1);
    if (filled && problemCount === 0) send(filled);
  };
  // What is wrong is drawn by then.
  useEffect(() => {
    if (tries > 0) focusFirstProblem(form.current);
  }, [tries]);
  useAtOnce(runsAtOnce, () => send(initial));
  const isStuck = tries > 0 && problemCount > 0 && filled !== undefined;
  return (
    <>
      <RunForm ref={form} onRun={tryToSend}>
        <div className={classes.side}>
          <Suspense fallback={<FormOutline />}>
            <ArgumentsEditor
              schema={tool.definition.inputSchema}
              prefix="argument"
              initial={initial}
              onChange={take}
              showProblems={tries > 0}
            />
          </Suspense>
          {isDestructive(tool) && (
            <p className={classes.warning}>
              <StateMark tone="attention" word={pane.destructive} />
            </p>
          )}
          {isStuck && (
            <p className={classes.warning} role="alert">
              <StateMark tone="failed" word={pane.problems(problemCount, number(problemCount))} />
              <Button look="quiet" onClick={() => send(filled)}>
                {pane.runAnyway}
              </Button>
            </p>
          )}
          <RunBar
            text={pane.run}
            isRunning={run.state.phase === 'running'}
            disabled={filled === undefined}
            onCancel={run.cancel}
          />
          <SavedList tool={tool.id} filled={filled} onReplay={onReplay} />
        </div>
        <Outcome state={run.state} retry={tryToSend} />
      </RunForm>
      <Questions state={run.state} server={tool.server} onAnswer={run.answer} />
    </>
  );
}

function focusFirstProblem(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}

/** What the server itself says of the tool (2025-11-25 schema, ToolAnnotations): a hint, no proof. */
function isDestructive({ definition }: Thing): boolean {
  const { annotations } = definition;
  return isRecord(annotations) && annotations.destructiveHint === true;
}
