import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { useLive } from '../../../state/hub.tsx';
import { useMessages } from '../../../state/messages.tsx';
import { useHubQuery } from '../../../state/use-hub-query.ts';
import classes from '../page.module.css';
import { isLifetime, lifetimes } from './lifetimes.ts';
import tokenClasses from './token.module.css';
import { keyOf, type TokenDraft, type TokenProblems } from './token-draft.ts';

interface TokenFieldsProps {
  draft: TokenDraft;
  problems: TokenProblems;
  onChange(changes: Partial<TokenDraft>): void;
}

export function TokenFields({ draft, problems, onChange }: TokenFieldsProps) {
  const { dialog: words } = useMessages().secrets.tokens;
  const { data: profiles = [] } = useHubQuery(['profiles'], (hub) => hub.profiles.list());
  const mono = {
    classNames: { input: classes.mono ?? '' },
    autoComplete: 'off',
    spellCheck: false,
  };
  return (
    <>
      <TextInput
        label={words.name}
        description={words.nameHint}
        autoComplete="off"
        data-autofocus
        value={draft.name}
        error={problems.name}
        onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
      />
      <div className={tokenClasses.two}>
        <NativeSelect
          label={words.profile}
          value={draft.profile}
          data={[
            { value: '', label: words.anyProfile },
            ...profiles.map(({ name }) => ({ value: name, label: name })),
          ]}
          onChange={({ currentTarget }) => onChange({ profile: currentTarget.value })}
        />
        <NativeSelect
          label={words.expires}
          value={draft.lifetime}
          data={Object.keys(lifetimes)
            .filter(isLifetime)
            .map((value) => ({ value, label: words.lifetimes[value] }))}
          onChange={({ currentTarget: { value } }) =>
            isLifetime(value) && onChange({ lifetime: value })
          }
        />
      </div>
      <ServersField draft={draft} problems={problems} onChange={onChange} />
      <Switch
        size="xs"
        label={words.keep}
        description={words.keepHint}
        checked={draft.isKept}
        onChange={({ currentTarget }) => onChange({ isKept: currentTarget.checked })}
      />
      {draft.isKept && (
        <TextInput
          {...mono}
          label={words.keepAs}
          placeholder={keyOf({ ...draft, key: '' })}
          value={draft.key}
          error={problems.key}
          onChange={({ currentTarget }) => onChange({ key: currentTarget.value })}
        />
      )}
    </>
  );
}

function ServersField({ draft: { servers }, problems, onChange }: TokenFieldsProps) {
  const { dialog: words } = useMessages().secrets.tokens;
  const { state } = useLive();
  const toggle = (id: string) => {
    const next = new Set(servers);
    if (!next.delete(id)) next.add(id);
    onChange({ servers: [...next] });
  };
  return (
    <div className={tokenClasses.servers}>
      <NativeSelect
        label={words.servers}
        value={servers ? 'some' : 'all'}
        error={problems.servers}
        data={[
          { value: 'all', label: words.allServers },
          { value: 'some', label: words.someServers },
        ]}
        onChange={({ currentTarget }) =>
          onChange({ servers: currentTarget.value === 'some' ? [] : undefined })
        }
      />
      {servers && (
        <fieldset className={tokenClasses.choices} aria-label={words.someServers}>
          {state?.servers.map(({ id }) => (
            <label key={id}>
              <input type="checkbox" checked={servers.includes(id)} onChange={() => toggle(id)} />
              <code>{id}</code>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}
