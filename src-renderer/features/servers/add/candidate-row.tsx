import { TextInput } from '@mantine/core';
import type { ImportCandidate } from '../../../../src-shared/domain/import.ts';
import { useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import { SecretChip } from '../../../ui/secret-chip.tsx';
import { RunsView } from '../entry/runs-view.tsx';
import classes from './add.module.css';
import { TryResult } from './try-result.tsx';
import { useTry } from './use-try.ts';

/** What a person has decided about a candidate. */
export interface Choice {
  isChosen: boolean;
  /** Its name. */
  as: string;
}

interface CandidateRowProps {
  candidate: ImportCandidate;
  choice: Choice;
  onChange(choice: Choice): void;
}

/** A server that could be added: where it is from, what exactly it runs, what becomes of its secrets. */
export function CandidateRow({ candidate, choice, onChange }: CandidateRowProps) {
  const { import: words } = useMessages().servers;
  const { id, sources, entry, alreadyAs, conflict, notes } = candidate;
  const isHere = alreadyAs !== undefined;
  return (
    <li className={classes.candidate}>
      <input
        type="checkbox"
        aria-label={words.choose(id)}
        checked={choice.isChosen && !isHere}
        disabled={isHere}
        onChange={({ currentTarget: { checked } }) => onChange({ ...choice, isChosen: checked })}
      />
      <div className={classes.head}>
        <strong>{candidate.names[0] ?? id}</strong>
        {!isHere && (
          <>
            <span className={classes.quiet}>{words.as}</span>
            <TextInput
              size="xs"
              className={classes.name ?? ''}
              classNames={{ input: classes.mono ?? '' }}
              aria-label={words.nameOf(id)}
              value={choice.as}
              onChange={({ currentTarget: { value } }) => onChange({ ...choice, as: value })}
            />
          </>
        )}
        <span className={classes.quiet}>{sources.map(({ label }) => label).join(', ')}</span>
        {isHere && <span className={classes.quiet}>{words.already(alreadyAs)}</span>}
      </div>
      {isHere ? null : <TryButton candidate={candidate} as={choice.as} />}
      {!isHere && (
        <div className={classes.body}>
          <RunsView entry={entry} isOneOfMany />
          <Secrets secrets={candidate.secrets} />
          {notes.map((note) => (
            <p key={note} className={classes.quiet}>
              {note}
            </p>
          ))}
          {conflict && <p className={classes.warning}>{words.conflict(conflict)}</p>}
        </div>
      )}
    </li>
  );
}

function Secrets({ secrets }: { secrets: ImportCandidate['secrets'] }) {
  const { import: words } = useMessages().servers;
  return secrets.map(({ name, field, preview, isKept }) => (
    <p key={field} className={classes.secret}>
      <SecretChip name={name} />
      {isKept ? words.keptSecret(field) : words.movesSecret(field)}
      <code>{preview}</code>
    </p>
  ));
}

/** Its secrets are the hub's alone until it is added, so it cannot be tried with new ones. */
function TryButton({ candidate, as }: { candidate: ImportCandidate; as: string }) {
  const { servers, common } = useMessages();
  const { try: words } = servers;
  const trial = useTry();
  const tried = { id: as || candidate.id, entry: candidate.entry };
  const state = trial.of(tried);
  if (candidate.secrets.some(({ isKept }) => !isKept)) {
    return (
      <div className={classes.body}>
        <p className={classes.quiet}>{words.needsSecrets}</p>
      </div>
    );
  }
  return (
    <>
      {state.phase === 'running' ? (
        <Button onClick={trial.cancel}>{common.cancel}</Button>
      ) : (
        <Button
          label={servers.actions.of(words.run, candidate.id)}
          onClick={() => trial.start(tried)}
        >
          {words.run}
        </Button>
      )}
      {state.phase !== 'none' && (
        <div className={classes.body}>
          <TryResult state={state} />
        </div>
      )}
    </>
  );
}
