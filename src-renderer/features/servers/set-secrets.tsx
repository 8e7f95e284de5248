import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from '../../state/messages.tsx';
import { useAction } from '../../state/use-action.ts';
import { useHubQuery } from '../../state/use-hub-query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import classes from './trouble.module.css';

/** Sets what a server waits for. */
export function SetSecrets({ server, onClose }: { server: string; onClose(): void }) {
  const { servers, common } = useMessages();
  const { secret: words } = servers;
  const { data } = useHubQuery(['secrets'], (hub) => hub.secrets.list());
  const missing = data?.filter(
    ({ source, usedBy }) => source === 'missing' && usedBy.includes(server),
  );
  const [values, setValues] = useState<Record<string, string>>({});
  const save = useAction(
    async (hub) => {
      for (const [name, secret] of Object.entries(values)) {
        if (secret !== '') await hub.secrets.set({ name, secret });
      }
    },
    { onDone: onClose },
  );
  return (
    <Dialog title={words.title(server)} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.run();
        }}
        className={classes.form}
      >
        <p>{missing?.length === 0 ? words.nothing : words.why(server)}</p>
        {missing?.map(({ name }, index) => (
          <PasswordInput
            key={name}
            label={<code>{name}</code>}
            autoComplete="off"
            ref={index === 0 ? focus : undefined}
            value={values[name] ?? ''}
            onChange={({ currentTarget: { value } }) =>
              setValues((before) => ({ ...before, [name]: value }))
            }
          />
        ))}
        <div className={classes.formActions}>
          {missing?.length === 0 && <LinkButton to="/doctor">Doctor</LinkButton>}
          <Button onClick={onClose}>{common.cancel}</Button>
          {missing && missing.length > 0 && (
            <Button
              type="submit"
              look="primary"
              busy={save.busy}
              disabled={!Object.values(values).some(Boolean)}
            >
              {save.busy ? words.saving : words.save}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

/** What is missing is known only when the dialog has its focus already. */
function focus(field: HTMLInputElement | null): void {
  field?.focus();
}
