import { useState } from 'react';
import type {
  ImportCandidate,
  ImportPlan,
  ImportRequest,
  ImportResult,
} from '../../../../src-shared/domain/import.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { useAction } from '../../../state/use-action.ts';
import { Button } from '../../../ui/button.tsx';
import { CodedText } from '../../../ui/coded-text.tsx';
import { Refusal, ThrownRefusal } from '../../../ui/refusal.tsx';
import { showToast } from '../../../ui/toasts.tsx';
import { HubDetail, ToldTrouble } from '../../../ui/trouble-text.tsx';
import classes from './add.module.css';
import { CandidateRow, type Choice } from './candidate-row.tsx';

interface CandidateListProps {
  /** What was asked, for it to be done exactly so. */
  request: ImportRequest;
  plan: ImportPlan;
  onClose(): void;
}

/** Servers that were found: a person chooses, and what was seen is added. */
export function CandidateList({ request, plan, onClose }: CandidateListProps) {
  const { import: words } = useMessages().servers;
  const { number } = useFormats();
  const [choices, setChoices] = useState<Record<string, Choice>>({});
  const choiceOf = (candidate: ImportCandidate) =>
    choices[candidate.id] ?? { isChosen: true, as: candidate.id };
  const chosen = plan.candidates.filter((one) => choiceOf(one).isChosen && !one.alreadyAs);
  const add = useImport(request, onClose);
  return (
    <>
      {plan.candidates.length > 0 && <p>{words.lead}</p>}
      <ul className={classes.candidates} aria-label={words.list}>
        {plan.candidates.map((candidate) => (
          <CandidateRow
            key={candidate.id}
            request={request}
            candidate={candidate}
            choice={choiceOf(candidate)}
            onChange={(choice) => setChoices((now) => ({ ...now, [candidate.id]: choice }))}
          />
        ))}
      </ul>
      <LeftOut plan={plan} />
      {add.refused.map(({ id, reason, ...told }) => (
        <Refusal key={id}>
          <ToldTrouble about={<code>{id}</code>} told={{ ...told, message: reason }} />
        </Refusal>
      ))}
      <ThrownRefusal error={add.error} />
      <div className={classes.actions}>
        <Button
          look="primary"
          busy={add.busy}
          disabled={chosen.length === 0}
          onClick={() =>
            add.run(
              chosen.map((candidate) => {
                const as = choiceOf(candidate).as.trim();
                const { id, digest } = candidate;
                return { id, digest, ...(as !== '' && as !== id && { as }) };
              }),
            )
          }
        >
          {words.add(chosen.length, number(chosen.length))}
        </Button>
      </div>
    </>
  );
}

function useImport(request: ImportRequest, onClose: () => void) {
  const { servers: words } = useMessages();
  const { number } = useFormats();
  const [refused, setRefused] = useState<ImportResult['refused']>([]);
  const action = useAction(
    (hub, choices: { id: string; digest: string; as?: string }[]) =>
      hub.clients.importServers({ request, choices }),
    {
      onDone(result) {
        const [first, ...others] = result.added;
        if (first !== undefined) {
          const count = others.length + 1;
          showToast(count === 1 ? words.added(first) : words.addedMany(number(count)));
        }
        setRefused(result.refused);
        if (result.refused.length === 0) onClose();
      },
      onError: () => undefined,
    },
  );
  return { ...action, refused };
}

function LeftOut({ plan: { skipped, unreadable } }: { plan: ImportPlan }) {
  const { import: words } = useMessages().servers;
  return (
    <>
      {unreadable.length > 0 && (
        <div className={classes.rest}>
          <p className={classes.warning}>{words.unreadable}</p>
          <ul>
            {unreadable.map(({ file, reason, line, column }) => (
              <li key={file}>
                <code>{[file, line, column].filter((part) => part !== undefined).join(':')}</code>{' '}
                <HubDetail text={reason} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {skipped.length > 0 && (
        <details className={classes.rest}>
          <summary className={classes.quiet}>
            {words.skipped}: {skipped.length}
          </summary>
          <ul>
            {skipped.map(({ name, file, reason }) => (
              <li key={`${file} ${name}`}>
                <code>{name}</code> <CodedText text={reason} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
