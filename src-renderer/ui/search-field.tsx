import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMessages } from '../state/messages.tsx';
import classes from './search-field.module.css';

interface SearchFieldProps {
  value: string;
  onChange(value: string): void;
  label?: string;
}

/** The page's search; `/` goes to it, Escape empties it. */
export function SearchField({ value, onChange, label }: SearchFieldProps) {
  const { common } = useMessages();
  return (
    <TextInput
      className={classes.field}
      size="xs"
      data-page-search
      aria-label={label ?? common.search}
      placeholder={label ?? common.search}
      leftSection={<IconSearch size={14} stroke={1.5} aria-hidden />}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        onChange('');
        event.currentTarget.blur();
      }}
    />
  );
}
