import { useMessages } from '../../state/messages.tsx';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/section.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { describeFailure, showToast } from '../../ui/toasts.tsx';
import { type Check, tones, verdicts } from './check.ts';
import classes from './doctor.module.css';
import { Remedy } from './remedy.tsx';

/** All checks by verdict, each with its evidence. */
export function CheckList({ checks }: { checks: readonly Check[] }) {
  const { sections } = useMessages().doctor;
  return verdicts.map((verdict) => {
    const found = checks.filter((check) => check.verdict === verdict);
    if (found.length === 0) return null;
    return (
      <Section key={verdict} id={verdict} title={sections[verdict]}>
        <ul className={classes.list}>
          {found.map((check, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a check may have several results
            <li key={`${check.id} ${index}`} className={classes.check}>
              <CheckRow check={check} />
            </li>
          ))}
        </ul>
      </Section>
    );
  });
}

function CheckRow({ check: { id, title, verdict, found, remedy, fix } }: { check: Check }) {
  const { doctor: words } = useMessages();
  const mend = useAction((hub) => hub.doctor.fix({ id }), {
    onDone: () => showToast(words.fixed(title)),
    onError: () => undefined,
  });
  const failure = mend.error ? describeFailure(mend.error) : undefined;
  return (
    <>
      <StateMark tone={tones[verdict]} word={words.verdicts[verdict]} />
      <h3>{title}</h3>
      <div className={classes.text}>
        <p className={classes.found}>{found}</p>
        {remedy && <Remedy text={remedy} />}
        {failure && (
          <p role="alert" className={classes.refused}>
            {failure.message} {failure.remedy}
          </p>
        )}
      </div>
      {fix && (
        <Button busy={mend.busy} label={words.fix(fix, title)} onClick={() => mend.run()}>
          {mend.busy ? words.fixing : fix}
        </Button>
      )}
    </>
  );
}
