import { NativeSelect, PasswordInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { PresetParameter } from '../../../src-shared/domain/preset.ts';
import type { SecretView } from '../../../src-shared/domain/secret.ts';
import { useMessages } from '../../state/messages.tsx';
import classes from './slots.module.css';
import type { Shown } from './use-fill.ts';
import { referredSecret, secretReference } from './values.ts';

export interface SecretFieldProps {
  parameter: PresetParameter;
  value: string;
  /** Where the hub would take it from, or put it. */
  named: Shown['secrets'][number] | undefined;
  /** Secrets that the vault has. */
  kept: readonly SecretView[];
  problem: string | undefined;
  onChange(value: string): void;
  shared: {
    label: ReactNode;
    description: ReactNode;
    error: string | undefined;
    name: string;
    onBlur(): void;
  };
}

/** A secret: a new one, or one that the vault has already. Its value is never a part of the page. */
export function SecretField({ parameter, value, named, kept, onChange, shared }: SecretFieldProps) {
  const { secret: words } = useMessages().presets;
  const [wantsNew, setWantsNew] = useState(false);
  const chosen = wantsNew ? '' : chosenOf(value, named, kept);
  const ordered = kept.toSorted(
    (a, b) => rank(b.name, parameter.secretName) - rank(a.name, parameter.secretName),
  );
  return (
    <div className={classes.secret}>
      {kept.length > 0 && (
        <NativeSelect
          {...(chosen === '' ? { label: shared.label } : shared)}
          aria-label={words.source(parameter.label)}
          value={chosen}
          data={[
            ...ordered.map(({ name }) => ({ value: name, label: words.fromVault(name) })),
            { value: '', label: words.new },
          ]}
          onChange={({ currentTarget }) => {
            setWantsNew(currentTarget.value === '');
            onChange(currentTarget.value === '' ? '' : secretReference(currentTarget.value));
          }}
        />
      )}
      {chosen === '' && (
        // Not controlled: React would write its value into the document.
        <PasswordInput
          {...shared}
          {...(kept.length > 0 && { label: undefined, 'aria-label': parameter.label })}
          autoComplete="new-password"
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
      {named && (
        <p className={classes.note}>
          {named.isKept ? words.kept(named.name) : words.goesTo(named.name)}
        </p>
      )}
    </div>
  );
}

function chosenOf(
  value: string,
  named: Shown['secrets'][number] | undefined,
  kept: readonly SecretView[],
): string {
  const referred = referredSecret(value);
  if (referred !== undefined && kept.some(({ name }) => name === referred)) return referred;
  return value === '' && named?.isKept ? named.name : '';
}

/** The one that servers of this kind usually have comes first. */
function rank(name: string, usual: string | undefined): number {
  return name === usual ? 1 : 0;
}
