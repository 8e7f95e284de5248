import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMessages } from '../../state/messages.tsx';
import type { Setting } from './setting.ts';
import { textOf } from './setting-text.ts';
import classes from './settings.module.css';

interface SettingFieldProps {
  id: string;
  setting: Setting;
  text: string;
  isRefused: boolean;
  onChange(text: string): void;
}

/** The field of a key's kind; empty means that the file says nothing and the default holds. */
export function SettingField({ id, setting, text, isRefused, onChange }: SettingFieldProps) {
  const { settings: words } = useMessages();
  const { kind, choices = [], default: usual } = setting;
  const shared = {
    id,
    size: 'xs',
    className: classes.field,
    'data-empty': text === '' || undefined,
    value: text,
    error: isRefused,
    'aria-describedby': `${id}-about ${id}-facts${isRefused ? ` ${id}-refused` : ''}`,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      onChange(currentTarget.value),
  };
  if (kind === 'boolean' || kind === 'choice') {
    const options =
      kind === 'choice'
        ? choices.map((value) => ({ value, label: value }))
        : ([true, false] as const).map((value) => ({
            value: String(value),
            label: value ? words.on : words.off,
          }));
    const usualText = textOf(usual);
    const usualName = options.find(({ value }) => value === usualText)?.label ?? usualText;
    const first = usualText === '' ? words.notSet : words.usual(usualName);
    return <NativeSelect {...shared} data={[{ value: '', label: first }, ...options]} />;
  }
  const placeholder = textOf(usual) || words.notSet;
  if (kind === 'list') {
    const rows = Math.min(8, Math.max(3, text.split('\n').length));
    return <Textarea {...shared} placeholder={placeholder} rows={rows} spellCheck={false} />;
  }
  return (
    <TextInput
      {...shared}
      placeholder={placeholder}
      spellCheck={false}
      autoComplete="off"
      inputMode={kind === 'number' ? 'numeric' : 'text'}
    />
  );
}
