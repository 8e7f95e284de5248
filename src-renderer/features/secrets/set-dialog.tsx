import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SecretView } from '../../../src-shared/domain/secret.ts';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ThrownRefusal } from '../../ui/refusal.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { isSecretName } from './order-secrets.ts';
import classes from './page.module.css';
import { SecretInput } from './secret-input.tsx';

interface SetDialogProps {
  /** Empty: a new one, whose name is asked for. */
  name: string;
  secrets: readonly SecretView[];
  onClose(): void;
}

/** Puts a value into the vault, in place of another or for the first time. */
export function SetDialog({ name: given, secrets, onClose }: SetDialogProps) {
  const { secrets: words, common } = useMessages();
  const { list } = useFormats();
  const { setDialog } = words;
  const isNew = given === '';
  const [typed, setTyped] = useState('');
  const [value, setValue] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const name = isNew ? typed.trim() : given;
  const known = secrets.find((secret) => secret.name === name);
  const isSet = known !== undefined && known.source !== 'missing';
  const nameProblem = isNew ? problemOf(name, isSet, setDialog) : undefined;
  const save = useAction((hub) => hub.secrets.set({ name, secret: value }), {
    onDone() {
      showToast(isSet ? setDialog.doneReplace(name) : setDialog.done(name));
      onClose();
    },
    onError: () => undefined,
  });
  return (
    <Dialog title={titleOf(given, isSet, setDialog)} onClose={onClose}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsAsked(true);
          if (nameProblem === undefined && value !== '') save.run();
        }}
      >
        {isNew && (
          <TextInput
            label={setDialog.name}
            description={setDialog.nameHint}
            placeholder="GITHUB_TOKEN"
            classNames={{ input: classes.mono ?? '' }}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            value={typed}
            error={isAsked ? nameProblem : undefined}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        )}
        <SecretInput
          label={isSet ? setDialog.newValue : setDialog.value}
          description={setDialog.valueHint}
          error={isAsked && value === '' ? setDialog.noValue : undefined}
          autofocus={!isNew}
          onChange={setValue}
        />
        {value !== value.trim() && <p className={classes.quiet}>{setDialog.spaces}</p>}
        {known && known.usedBy.length > 0 && (
          <p className={classes.quiet}>
            {(isSet ? setDialog.restarts : setDialog.starts)(list(known.usedBy))}
          </p>
        )}
        <ThrownRefusal error={save.error} />
        <div className={classes.actions}>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" look="primary" busy={save.busy}>
            {save.busy ? setDialog.busy : isSet ? words.replace : words.set}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type Words = ReturnType<typeof useMessages>['secrets']['setDialog'];

function titleOf(given: string, isSet: boolean, words: Words): string {
  if (given === '') return words.titleNew;
  return isSet ? words.titleReplace(given) : words.title(given);
}

function problemOf(name: string, isSet: boolean, words: Words): string | undefined {
  if (!isSecretName(name)) return words.nameRule;
  return isSet ? words.nameTaken(name) : undefined;
}
