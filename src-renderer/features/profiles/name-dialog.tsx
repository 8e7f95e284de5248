import { TextInput } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import { useMessages } from '../../state/messages.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import classes from './name-dialog.module.css';

/** As registry.yaml takes it (`ProfileName` in domain/registry.ts). */
const namePattern = /^[a-zA-Z0-9_-]{1,64}$/;

interface NameDialogProps {
  title: string;
  /** What is done with the name: a verb. */
  action: string;
  initial?: string;
  taken: readonly string[];
  busy: boolean;
  /** What else comes of it. */
  warning?: string | undefined;
  onName(name: string): void;
  onClose(): void;
}

/** Asks for a profile's name. */
export function NameDialog(props: NameDialogProps) {
  const { title, action, initial = '', taken, busy, warning, onName, onClose } = props;
  const { profiles, common } = useMessages();
  const words = profiles.name;
  const form = useId();
  const [name, setName] = useState(initial);
  const [isTried, setIsTried] = useState(false);
  const problem = problemOf(name, taken);
  const said = problem && (isTried || problem === 'taken') ? words[problem] : undefined;
  function submit(event: FormEvent): void {
    event.preventDefault();
    setIsTried(true);
    if (!problem) onName(name);
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button look="primary" busy={busy} onClick={() => submitForm(form)}>
            {action}
          </Button>
          <Button onClick={onClose}>{common.cancel}</Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <TextInput
          data-autofocus
          label={words.field}
          description={words.hint}
          classNames={{ description: classes.hint }}
          error={said}
          value={name}
          spellCheck={false}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
      </form>
      {warning && <p>{warning}</p>}
    </Dialog>
  );
}

function problemOf(name: string, taken: readonly string[]): 'taken' | 'invalid' | undefined {
  if (taken.includes(name)) return 'taken';
  return namePattern.test(name) ? undefined : 'invalid';
}

/** The button stands outside of the form, at the dialog's foot. */
function submitForm(id: string): void {
  const form = document.getElementById(id);
  if (form instanceof HTMLFormElement) form.requestSubmit();
}
