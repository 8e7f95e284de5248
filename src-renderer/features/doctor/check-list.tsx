import { useFormats, useMessages } from '../../state/messages.tsx';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { CodedText } from '../../ui/coded-text.tsx';
import { ThrownRefusal } from '../../ui/refusal.tsx';
import { Section } from '../../ui/section.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { HubDetail, ToldTrouble } from '../../ui/trouble-text.tsx';
import { type Check, tones, verdicts } from './check.ts';
import { type CheckWords, checkWords } from './check-words.ts';
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

function CheckRow({ check }: { check: Check }) {
  const { doctor: words } = useMessages();
  const { id, verdict } = check;
  const { title, fix } = useCheckWords()(check);
  const mend = useAction((hub) => hub.doctor.fix({ id }), {
    onDone: () => showToast(words.fixed(title)),
    onError: () => undefined,
  });
  return (
    <>
      <StateMark tone={tones[verdict]} word={words.verdicts[verdict]} />
      <h3>{title}</h3>
      <div className={classes.text}>
        <Found check={check} />
        <ThrownRefusal error={mend.error} />
      </div>
      {fix && (
        <Button busy={mend.busy} label={words.fix(fix, title)} onClick={() => mend.run()}>
          {mend.busy ? words.fixing : fix}
        </Button>
      )}
    </>
  );
}

/** What was found and what to do: in the reader's language, as far as it is known to it. */
function Found({ check }: { check: Check }) {
  const { code, remedyId, told } = check;
  const words = useCheckWords()(check);
  if (words.found === undefined && code !== undefined) {
    return <ToldTrouble told={{ code, remedyId, message: check.found, remedy: check.remedy }} />;
  }
  const remedy = words.remedy ?? check.remedy;
  return (
    <>
      <p className={words.found === undefined ? classes.found : undefined}>
        <CodedText text={words.found ?? check.found} />
      </p>
      {told?.evidence && <HubDetail text={told.evidence.join('\n')} />}
      {remedy && <Remedy text={remedy} />}
    </>
  );
}

function useCheckWords(): (check: Check) => CheckWords {
  const messages = useMessages();
  const formats = useFormats();
  return (check) => checkWords(check, { messages, formats });
}
