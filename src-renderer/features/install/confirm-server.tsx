import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ImportCandidate, ImportRequest } from '../../../src-shared/domain/import.ts';
import { useMessages } from '../../state/messages.tsx';
import { useAction } from '../../state/use-action.ts';
import { type Told, toldBy } from '../../state/use-trouble.ts';
import { Button } from '../../ui/button.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { SecretChip } from '../../ui/secret-chip.tsx';
import { ToldTrouble } from '../../ui/trouble-text.tsx';
import classes from './install.module.css';
import { WhatRuns } from './what-runs.tsx';

interface ConfirmServerProps {
  request: ImportRequest;
  candidate: ImportCandidate;
  onAdded(server: string): void;
}

/** Who asks, what exactly would run, and the question. */
export function ConfirmServer({ request, candidate, onAdded }: ConfirmServerProps) {
  const { install: words } = useMessages();
  const [name, setName] = useState(candidate.id);
  const { id, digest, entry, notes, conflict, secrets } = candidate;
  const [refused, setRefused] = useState<Told>();
  const as = name.trim();
  const add = useAction(
    (hub) => {
      const choice = { id, digest, ...(as !== '' && as !== id && { as }) };
      return hub.clients.importServers({ request, choices: [choice] });
    },
    {
      onDone({ added: [added], refused: [first] }) {
        setRefused(first && { ...first, message: first.reason });
        if (added !== undefined) onAdded(added);
      },
      onError: () => undefined,
    },
  );
  const failure = add.error ? toldBy(add.error) : refused;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        add.run();
      }}
    >
      <p>{words.from}</p>
      <WhatRuns entry={entry} />
      {secrets.map((secret) => (
        <p key={secret.field} className={classes.secret}>
          <SecretChip name={secret.name} /> {words.movesSecret(secret.field)}
        </p>
      ))}
      {notes.map((note) => (
        <p key={note} className={classes.quiet}>
          {note}
        </p>
      ))}
      {conflict !== undefined && <p className={classes.warning}>{words.conflict(conflict)}</p>}
      <TextInput
        label={words.name}
        classNames={{ input: classes.mono ?? '' }}
        autoComplete="off"
        spellCheck={false}
        value={name}
        onChange={({ currentTarget: { value } }) => setName(value)}
      />
      {failure && (
        <Refusal>
          <ToldTrouble told={failure} />
        </Refusal>
      )}
      <div className={classes.actions}>
        <LinkButton to="/">{words.leave}</LinkButton>
        <Button type="submit" look="primary" busy={add.busy}>
          {typeof entry.url === 'string' ? words.addUrl : words.add}
        </Button>
      </div>
    </form>
  );
}
