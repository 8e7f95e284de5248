import { NativeSelect, Switch, Textarea, TextInput } from '@mantine/core';
import type { PresetParameter } from '../../../src-shared/domain/preset.ts';
import { useMessages } from '../../state/messages.tsx';
import { hostOf, OutsideLink } from './outside-link.tsx';
import { SecretField, type SecretFieldProps } from './secret-field.tsx';
import classes from './slots.module.css';

export interface ParameterFieldProps extends Omit<SecretFieldProps, 'shared' | 'value'> {
  parameter: PresetParameter;
  value: string | boolean;
  /** Whether the value is one that a link has brought, which is to be looked at. */
  isFromLink: boolean;
  onChange(value: string | boolean): void;
  onBlur(): void;
}

/** One slot of a preset, as its type is best filled in. */
export function ParameterField(props: ParameterFieldProps) {
  const { parameter, value, problem, onChange, onBlur } = props;
  const { form } = useMessages().presets;
  const { type, name, choices = [] } = parameter;
  const shared = {
    label: <Label parameter={parameter} isFromLink={props.isFromLink} />,
    description: <Help parameter={parameter} />,
    error: problem,
    onBlur,
    name,
  };
  const text = String(value);
  const mono = {
    classNames: { input: classes.mono ?? '' },
    spellCheck: false,
    autoComplete: 'off',
  };
  switch (type) {
    case 'secret':
      return <SecretField {...props} value={text} shared={shared} />;
    case 'boolean':
      return (
        <Switch
          {...shared}
          size="xs"
          checked={value === true}
          onChange={({ currentTarget: { checked } }) => onChange(checked)}
        />
      );
    case 'choice':
      return (
        <NativeSelect
          {...shared}
          value={text}
          data={[
            ...(text === '' || !parameter.required ? [{ value: '', label: form.none }] : []),
            ...choices,
          ]}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      );
    case 'list':
      return (
        <Textarea
          {...shared}
          {...mono}
          autosize
          minRows={2}
          maxRows={10}
          value={text}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      );
    case 'text':
    case 'number':
    case 'url':
    case 'folder':
    case 'file':
      return (
        <TextInput
          {...shared}
          {...mono}
          {...(type === 'number' && { inputMode: 'decimal' as const })}
          {...(type === 'url' && { inputMode: 'url' as const, placeholder: 'https://' })}
          {...((type === 'folder' || type === 'file') && { placeholder: form[type] })}
          value={text}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      );
    default:
      return type satisfies never;
  }
}

function Label({ parameter, isFromLink }: Pick<ParameterFieldProps, 'parameter' | 'isFromLink'>) {
  const { presets, install } = useMessages();
  const { form } = presets;
  const { label, required, type } = parameter;
  return (
    <>
      {label}
      {!required && type !== 'boolean' && (
        <span className={classes.optional}> {form.optional}</span>
      )}
      {isFromLink && <span className={classes.fromLink}> {install.fromLink}</span>}
    </>
  );
}

function Help({ parameter: { help, link, type } }: { parameter: PresetParameter }) {
  const { form } = useMessages().presets;
  if (!help && !link && type !== 'list') return null;
  return (
    <>
      {[help, type === 'list' && form.eachLine].filter(Boolean).join(' ')}{' '}
      {link && <OutsideLink href={link}>{form.link(hostOf(link))}</OutsideLink>}
    </>
  );
}
