import { useFormats, useMessages } from '../../state/messages.tsx';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { type Check, tones, verdicts } from './check.ts';
import { CheckList } from './check-list.tsx';
import classes from './doctor.module.css';
import { Looking } from './looking.tsx';
import { Report } from './report.tsx';
import { useChecks } from './use-checks.ts';

/** Everything that could keep Loom from working here, with what to do about it. */
export function Page() {
  const { frame, doctor: words } = useMessages();
  const { data, error, refetch, isRunning, at } = useChecks();
  return (
    <PageFrame
      title={frame.pages.doctor}
      state={data && <Counts checks={data} />}
      actions={
        <Button busy={isRunning} onClick={refetch}>
          {isRunning ? words.running : words.again}
        </Button>
      }
    >
      {data && at !== undefined && (
        <p className={classes.checked}>
          {words.checked} <TimeAgo at={at} />
        </p>
      )}
      {data && <CheckList checks={data} />}
      {!data && error !== null && <Failure error={error} retry={refetch} />}
      {!data && error === null && <Looking />}
      <Report />
    </PageFrame>
  );
}

/** How many of each verdict; leads to them. */
function Counts({ checks }: { checks: readonly Check[] }) {
  const { counts } = useMessages().doctor;
  const { number } = useFormats();
  return verdicts.map((verdict) => {
    const count = checks.filter((check) => check.verdict === verdict).length;
    if (count === 0) return null;
    return (
      <a key={verdict} href={`#${verdict}`}>
        <StateMark tone={tones[verdict]} word={counts[verdict](count, number(count))} />
      </a>
    );
  });
}
