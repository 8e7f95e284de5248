import { PasswordInput, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { SecretView } from '../../../../src-shared/domain/secret.ts';
import { useFormats, useMessages } from '../../../state/messages.tsx';
import { Button } from '../../../ui/button.tsx';
import type { Problems } from './check-draft.ts';
import { type Draft, newPair, type Pair, secretNameOf } from './draft.ts';
import classes from './entry.module.css';
import { PlainSwitch } from './plain-switch.tsx';

interface PairsFieldProps {
  draft: Draft;
  onChange(pairs: Pair[]): void;
  problems: Problems;
  /** What the vault has, to say so before it is replaced. */
  secrets: readonly SecretView[];
}

/** Variables or headers, each in plain text or as a secret. */
export function PairsField({ draft, onChange, problems, secrets }: PairsFieldProps) {
  const { fields } = useMessages().servers;
  const { pairs, kind } = draft;
  const set = (key: number, changes: Partial<Pair>) =>
    onChange(pairs.map((pair) => (pair.key === key ? { ...pair, ...changes } : pair)));
  return (
    <fieldset className={classes.pairs}>
      <legend>{kind === 'stdio' ? fields.env : fields.headers}</legend>
      {kind === 'stdio' && <p className={classes.hint}>{fields.envHint}</p>}
      {pairs.map((pair, index) => (
        <PairRow
          key={pair.key}
          draft={draft}
          pair={pair}
          place={index + 1}
          problem={problems[pair.key]}
          kept={secrets.find(
            ({ name, source }) => source !== 'missing' && name === secretNameOf(draft, pair),
          )}
          onChange={(changes) => set(pair.key, changes)}
          onRemove={() => onChange(pairs.filter(({ key }) => key !== pair.key))}
        />
      ))}
      <Button look="quiet" onClick={() => onChange([...pairs, newPair()])}>
        <IconPlus size={14} stroke={1.5} aria-hidden />
        {kind === 'stdio' ? fields.addVariable : fields.addHeader}
      </Button>
    </fieldset>
  );
}

interface PairRowProps {
  draft: Draft;
  pair: Pair;
  place: number;
  problem: string | undefined;
  kept: SecretView | undefined;
  onChange(changes: Partial<Pair>): void;
  onRemove(): void;
}

function PairRow({ draft, pair, place, problem, kept, onChange, onRemove }: PairRowProps) {
  const { fields } = useMessages().servers;
  const called = pair.name || String(place);
  return (
    <div className={classes.pair}>
      <TextInput
        size="xs"
        classNames={{ input: classes.mono ?? '' }}
        aria-label={fields.pairNameOf(place)}
        placeholder={draft.kind === 'stdio' ? 'API_KEY' : 'Authorization'}
        value={pair.name}
        error={problem}
        onChange={({ currentTarget: { value } }) =>
          onChange({ name: value, ...guess(value, pair) })
        }
      />
      {pair.isSecret ? (
        <PasswordInput
          size="xs"
          autoComplete="off"
          aria-label={fields.pairValueOf(called)}
          placeholder={kept ? fields.keeps : fields.pairValue}
          value={pair.value}
          onChange={({ currentTarget: { value } }) => onChange({ value })}
        />
      ) : (
        <TextInput
          size="xs"
          classNames={{ input: classes.mono ?? '' }}
          aria-label={fields.pairValueOf(called)}
          placeholder={fields.pairValue}
          value={pair.value}
          onChange={({ currentTarget: { value } }) => onChange({ value })}
        />
      )}
      <PlainSwitch
        label={fields.isSecret}
        aria-label={fields.isSecretOf(called)}
        checked={pair.isSecret}
        onChange={({ currentTarget: { checked } }) => onChange({ isSecret: checked })}
      />
      <Button look="quiet" label={fields.removePair(called)} onClick={onRemove}>
        <IconX size={14} stroke={1.5} aria-hidden />
      </Button>
      {pair.isSecret && (
        <SecretName draft={draft} pair={pair} kept={kept} called={called} onChange={onChange} />
      )}
    </div>
  );
}

type SecretNameProps = Pick<PairRowProps, 'draft' | 'pair' | 'kept' | 'onChange'>;

/** Under which name the vault keeps it, and whether that is somebody's already. */
function SecretName({ draft, pair, kept, onChange, called }: SecretNameProps & { called: string }) {
  const { servers: words } = useMessages();
  const { list } = useFormats();
  const users = list(kept?.usedBy.filter((id) => id !== draft.id) ?? []);
  return (
    <div className={classes.secretName}>
      <span>{words.fields.secretAs}</span>
      <TextInput
        size="xs"
        classNames={{ input: classes.mono ?? '' }}
        aria-label={words.fields.secretAsOf(called)}
        value={pair.secretName}
        placeholder={secretNameOf(draft, { ...pair, secretName: '' })}
        onChange={({ currentTarget: { value } }) => onChange({ secretName: value })}
      />
      {kept && (
        <span className={classes.known}>
          {users ? words.secretUsed(kept.name, users) : words.secretKnown(kept.name)}
        </span>
      )}
    </div>
  );
}

/** What is called so is a secret more often than not; a person's own choice stays. */
function guess(name: string, { value, isSecret }: Pair): Partial<Pair> {
  const looksSecret = /token|secret|key|passw|credential|authorization/i.test(name);
  return looksSecret && !isSecret && value === '' ? { isSecret: true } : {};
}
