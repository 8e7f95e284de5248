import { TextInput } from '@mantine/core';
import type {
  ImportCandidate,
  ImportChoice,
  ImportRequest,
} from '../../../../src-shared/domain/import.ts';
import type { HubClient } from '../../../state/carrier.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
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
  /** How it was found. */
  request: ImportRequest;
  candidate: ImportCandidate;
  choice: Choice;
  onChange(choice: Choice): void;
}

/** A server that could be added: where it is from, what exactly it runs, what becomes of its secrets. */
export function CandidateRow({ request, candidate, choice, onChange }: CandidateRowProps) {
  const { import: words } = useMessages().servers;
  const { list } = useFormats();
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
        <span className={classes.quiet}>{list(sources.map(({ label }) => label))}</span>
        {isHere && <span className={classes.quiet}>{words.already(alreadyAs)}</span>}
      </div>
      {isHere ? null : <TryButton request={request} candidate={candidate} as={choice.as} />}
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

interface TryButtonProps {
  request: ImportRequest;
  candidate: ImportCandidate;
  as: string;
}

/** The hub has its secrets, from where it was found: they are used, and kept nowhere yet. */
function TryButton({ request, candidate: { id, digest }, as }: TryButtonProps) {
  const { servers, common } = useMessages();
  const { try: words } = servers;
  const trial = useTry(tryFound);
  const name = as.trim();
  const tried = { request, choice: { id, digest, ...(name !== '' && { as: name }) } };
  const state = trial.of(tried);
  return (
    <>
      {state.phase === 'running' ? (
        <Button onClick={trial.cancel}>{common.cancel}</Button>
      ) : (
        <Button label={servers.actions.of(words.run, id)} onClick={() => trial.start(tried)}>
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

interface Found {
  request: ImportRequest;
  choice: ImportChoice;
}

function tryFound(hub: HubClient, found: Found, options: { signal: AbortSignal }) {
  return hub.clients.tryServer(found, options);
}
