import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../../state/messages.tsx';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ThrownRefusal } from '../../ui/refusal.tsx';
import { Segments } from '../../ui/segments.tsx';
import { showToast } from '../../ui/toasts.tsx';
import classes from './page.module.css';

type Key = 'file' | 'passphrase';

/** As the hub demands it. */
const shortest = 12;

/** Encrypts the file of secrets anew: with a fresh key file, or with a passphrase. */
export function RekeyDialog({ onClose }: { onClose(): void }) {
  const { secrets, common } = useMessages();
  const { rekey: words } = secrets;
  const [key, setKey] = useState<Key>('file');
  const [typed, setTyped] = useState('');
  const [again, setAgain] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const isPassphrase = key === 'passphrase';
  const tooShort = isPassphrase && typed.length < shortest;
  const differs = isPassphrase && typed !== again;
  // What was typed is no input of the action: that is kept for a while after it is done.
  const rekey = useAction((hub) => hub.secrets.rekey(isPassphrase ? { passphrase: typed } : {}), {
    onDone({ file }) {
      showToast(words.done(file));
      onClose();
    },
    onError: () => undefined,
  });
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsAsked(true);
          if (!tooShort && !differs) rekey.run();
        }}
      >
        <p>{words.why}</p>
        <div>
          <Segments
            label={words.opensWith}
            options={[
              { id: 'file', text: words.keyFile },
              { id: 'passphrase', text: words.passphrase },
            ]}
            value={key}
            onChange={setKey}
          />
        </div>
        {isPassphrase && (
          <>
            <Passphrase
              label={words.typed}
              error={isAsked && tooShort ? words.tooShort : undefined}
              onChange={setTyped}
            />
            <Passphrase
              label={words.again}
              error={isAsked && differs ? words.differs : undefined}
              onChange={setAgain}
            />
          </>
        )}
        <p>{isPassphrase ? words.whyPassphrase : words.whyKeyFile}</p>
        <ThrownRefusal error={rekey.error} />
        <div className={classes.actions}>
          <Button autofocus onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" look="primary" busy={rekey.busy}>
            {rekey.busy ? words.busy : words.confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface PassphraseProps {
  label: string;
  error: string | undefined;
  onChange(value: string): void;
}

/** Not controlled, since React would write its value into the document. */
function Passphrase({ label, error, onChange }: PassphraseProps) {
  return (
    <PasswordInput
      label={label}
      error={error}
      autoComplete="new-password"
      spellCheck={false}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
