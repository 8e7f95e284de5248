import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Section } from '../../../ui/section.tsx';
import { freeName } from '../free-name.ts';
import { NameDialog } from '../name-dialog.tsx';
import { useCreate, useDelete, useRename } from '../use-profile-actions.ts';
import type { ProfileView } from '../use-profiles.ts';
import classes from './users.module.css';

interface UsersProps {
  view: ProfileView;
  /** Names that are taken. */
  others: readonly string[];
}

/** Who asks for the profile, and what can be done with it as a whole. */
export function Users({ view, others }: UsersProps) {
  const { profiles } = useMessages();
  const { users } = profiles;
  const { name, clients, boundTokens } = view;
  return (
    <Section id="users" title={users.title} action={<WholeActions view={view} others={others} />}>
      <ul className={classes.list}>
        {clients.map((client) => (
          <li key={client}>
            <Link to="/clients" search={{ q: client }}>
              {client}
            </Link>
          </li>
        ))}
        {boundTokens.map((token) => (
          <li key={`token ${token}`}>
            <Link to="/secrets" search={{ tab: 'tokens', q: token }}>
              {profiles.token} <code>{token}</code>
            </Link>
          </li>
        ))}
        {clients.length + boundTokens.length === 0 && (
          <li className={classes.quiet}>
            {users.none}
            <LinkButton to="/clients">{users.connect}</LinkButton>
          </li>
        )}
      </ul>
      {name === 'default' && <p className={classes.quiet}>{profiles.everythingWhy}</p>}
    </Section>
  );
}

function WholeActions({ view, others }: UsersProps) {
  const { profiles } = useMessages();
  const words = profiles.name;
  const [asking, setAsking] = useState<'rename' | 'duplicate'>();
  const create = useCreate();
  const rename = useRename();
  const remove = useDelete();
  const warning = useWarning(view);
  const { name, profile, isWritten } = view;
  const isDefault = name === 'default';
  const close = () => setAsking(undefined);
  return (
    <span className={classes.actions} data-action>
      <Button look="quiet" onClick={() => setAsking('duplicate')}>
        {profiles.duplicate}
      </Button>
      {!isDefault && (
        <Button look="quiet" onClick={() => setAsking('rename')}>
          {profiles.rename}
        </Button>
      )}
      {isWritten && (
        <Button look="quiet" busy={remove.busy} onClick={() => remove.run(view)}>
          {isDefault ? profiles.reset : profiles.delete}
        </Button>
      )}
      {asking === 'duplicate' && (
        <NameDialog
          title={words.duplicateTitle(name)}
          action={words.duplicate}
          initial={freeName(name, others)}
          taken={others}
          busy={create.busy}
          onName={(to) => create.run({ name: to, profile })}
          onClose={close}
        />
      )}
      {asking === 'rename' && (
        <NameDialog
          title={words.renameTitle(name)}
          action={words.rename}
          initial={name}
          taken={others.filter((one) => one !== name)}
          busy={rename.busy}
          warning={warning}
          onName={(to) => (to === name ? close() : rename.run({ from: name, to, profile }))}
          onClose={close}
        />
      )}
    </span>
  );
}

/** Clients and tokens name a profile: they do not learn of its new name. */
function useWarning({ clients, boundTokens }: ProfileView): string | undefined {
  const { profiles, common } = useMessages();
  const { list, number } = useFormats();
  const users = [
    clients.length > 0 ? common.clients(clients.length, number(clients.length)) : '',
    boundTokens.length > 0
      ? profiles.tokensBound(boundTokens.length, number(boundTokens.length))
      : '',
  ].filter(Boolean);
  return users.length > 0 ? profiles.name.users(list(users)) : undefined;
}
