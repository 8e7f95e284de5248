import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import { ThrownRefusal } from '../../../ui/refusal.tsx';
import classes from './sign-in.module.css';
import type { useSignIn } from './use-sign-in.ts';

/** For a browser that the authorization server cannot lead back here: its last address is enough. */
export function OtherBrowser({ finish }: Pick<ReturnType<typeof useSignIn>, 'finish'>) {
  const words = useMessages().signIn;
  const [address, setAddress] = useState('');
  return (
    <details className={classes.other}>
      <summary>{words.elsewhere}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (address.trim() !== '' && !finish.busy) finish.run(address);
        }}
      >
        <TextInput
          label={words.lastAddress}
          placeholder="http://127.0.0.1:…/callback?…"
          autoComplete="off"
          spellCheck={false}
          value={address}
          error={Boolean(finish.error)}
          onChange={({ currentTarget: { value } }) => {
            finish.forget();
            setAddress(value);
          }}
        />
        <Button type="submit" busy={finish.busy}>
          {words.finish}
        </Button>
      </form>
      <ThrownRefusal error={finish.error} />
    </details>
  );
}
