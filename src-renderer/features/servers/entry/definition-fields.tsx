import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { SecretView } from '../../../../src-shared/domain/secret.ts';
import { useMessages } from '../../../state/messages.tsx';
import type { Problems } from './check-draft.ts';
import { printArguments, splitCommand } from './command-words.ts';
import { type Draft, scopes } from './draft.ts';
import classes from './entry.module.css';
import { PairsField } from './pairs-field.tsx';

interface DefinitionFieldsProps {
  draft: Draft;
  onChange(changes: Partial<Draft>): void;
  problems: Problems;
  secrets: readonly SecretView[];
}

/** What a server is: its command or URL, with everything that it gets. */
export function DefinitionFields({ draft, onChange, problems, secrets }: DefinitionFieldsProps) {
  return (
    <>
      {draft.kind === 'stdio' ? (
        <CommandFields draft={draft} onChange={onChange} problems={problems} />
      ) : (
        <UrlFields draft={draft} onChange={onChange} problems={problems} />
      )}
      <PairsField
        draft={draft}
        problems={problems}
        secrets={secrets}
        onChange={(pairs) => onChange({ pairs })}
      />
    </>
  );
}

type FieldsProps = Omit<DefinitionFieldsProps, 'secrets'>;

const mono = { classNames: { input: classes.mono ?? '' }, autoComplete: 'off', spellCheck: false };

function CommandFields({ draft, onChange, problems }: FieldsProps) {
  const { fields } = useMessages().servers;
  return (
    <>
      <TextInput
        {...mono}
        label={fields.command}
        data-autofocus
        placeholder="npx -y @modelcontextprotocol/server-memory"
        value={draft.command}
        error={problems.command}
        onChange={({ currentTarget: { value } }) => onChange({ command: value })}
        onBlur={() => onChange(splitIntoFields(draft))}
      />
      <Textarea
        {...mono}
        label={fields.args}
        description={fields.argsHint}
        autosize
        minRows={2}
        maxRows={10}
        value={draft.args}
        error={problems.args}
        onChange={({ currentTarget: { value } }) => onChange({ args: value })}
      />
    </>
  );
}

function UrlFields({ draft, onChange, problems }: FieldsProps) {
  const { fields, transports } = useMessages().servers;
  return (
    <>
      <TextInput
        {...mono}
        label={fields.url}
        data-autofocus
        placeholder="https://mcp.example.com/mcp"
        value={draft.url}
        error={problems.url}
        onChange={({ currentTarget: { value } }) => onChange({ url: value })}
      />
      <NativeSelect
        label={fields.transport}
        value={draft.kind}
        data={[
          { value: 'http', label: transports.http },
          { value: 'sse', label: transports.sse },
        ]}
        onChange={({ currentTarget: { value } }) => onChange({ kind: value as Draft['kind'] })}
      />
    </>
  );
}

/** Where it is run. */
export function FolderField({ draft, onChange, problems }: FieldsProps) {
  const { fields } = useMessages().servers;
  return (
    <TextInput
      {...mono}
      label={fields.cwd}
      description={fields.cwdHint}
      value={draft.cwd}
      error={problems.cwd}
      onChange={({ currentTarget: { value } }) => onChange({ cwd: value })}
    />
  );
}

/** Whose process or connection it is. */
export function ScopeField({ draft, onChange }: Pick<FieldsProps, 'draft' | 'onChange'>) {
  const { fields, scopes: words } = useMessages().servers;
  return (
    <NativeSelect
      label={fields.scope}
      value={draft.scope}
      data={scopes.map((value) => ({ value, label: words[value] }))}
      onChange={({ currentTarget: { value } }) => onChange({ scope: value })}
    />
  );
}

/** A whole line in the field for the command is cut; a path with spaces on Windows stays. */
function splitIntoFields({ command, args }: Draft): Partial<Draft> {
  const [first, ...others] = splitCommand(command);
  if (first === undefined || others.length === 0 || args !== '' || command.includes('\\')) {
    return {};
  }
  return { command: first, args: printArguments(others) };
}
