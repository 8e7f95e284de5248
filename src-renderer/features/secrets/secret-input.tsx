import { PasswordInput } from '@mantine/core';
import { type ClipboardEvent, useState } from 'react';
import { useFormats, useMessages } from '../../state/messages.tsx';
import { Button } from '../../ui/button.tsx';
import classes from './page.module.css';

interface SecretInputProps {
  label: string;
  description: string;
  error: string | undefined;
  autofocus: boolean;
  onChange(value: string): void;
}

/**
 * A field for a secret. It is not controlled, since React would write its value into the document; a
 * key of several lines, which a field of one line would join, is kept as it was pasted.
 */
export function SecretInput({ label, description, error, autofocus, onChange }: SecretInputProps) {
  const { setDialog: words } = useMessages().secrets;
  const { number } = useFormats();
  const [lines, setLines] = useState(0);
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text').replace(/\r?\n$/, '');
    const count = text.split('\n').length;
    if (count === 1) return;
    event.preventDefault();
    setLines(count);
    onChange(text);
  };
  const again = () => {
    setLines(0);
    onChange('');
  };
  if (lines > 0) {
    return (
      <div className={classes.line}>
        <span role="status">{words.several(number(lines))}</span>
        <Button onClick={again}>{words.clear}</Button>
      </div>
    );
  }
  return (
    <PasswordInput
      label={label}
      description={description}
      error={error}
      autoComplete="new-password"
      spellCheck={false}
      data-autofocus={autofocus || undefined}
      onPaste={paste}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
