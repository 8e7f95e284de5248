import { useMutation } from '@tanstack/react-query';
import type { HubProblem } from '../../../src-shared/domain/hub-state.ts';
import { useHubClient } from '../../state/hub.tsx';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/section.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import classes from './problems.module.css';

/** What needs a person, with its place and its remedy; nothing where all is well. */
export function Problems({ problems }: { problems: readonly HubProblem[] }) {
  const client = useHubClient();
  const reload = useMutation({ mutationFn: () => client.hub.reload() });
  if (problems.length === 0) return null;
  const action = (
    <Button busy={reload.isPending} onClick={reload.mutate}>
      {reload.isPending ? 'Reading files…' : 'Read files again'}
    </Button>
  );
  return (
    <Section id="problems" title="Problems" action={action}>
      <ul className={classes.list}>
        {problems.map((problem) => (
          <Problem key={`${problem.code} ${problem.at} ${problem.message}`} problem={problem} />
        ))}
      </ul>
      {reload.error && <p role="alert">Reading failed: {reload.error.message}</p>}
    </Section>
  );
}

function Problem({ problem }: { problem: HubProblem }) {
  const { at, message, remedy, file } = problem;
  return (
    <li className={classes.problem}>
      <StateMark tone="attention" word="Attention" />
      <div>
        <p>{message}</p>
        <p className={classes.remedy}>
          {file && <code>{placeOf(problem)}</code>}
          <span>{remedy}</span>
          <TimeAgo at={at} />
        </p>
      </div>
    </li>
  );
}

function placeOf({ file, line, column }: HubProblem): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}
