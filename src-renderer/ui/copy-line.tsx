import { CopyButton, UnstyledButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useMessages } from '../state/messages.tsx';
import classes from './copy-line.module.css';

/** A command or address, shown whole, with a button that copies it. `name` says what it is. */
export function CopyLine({ name, text }: { name: string; text: string }) {
  return (
    <span className={classes.line}>
      <code>{text}</code>
      <CopyIcon name={name} text={text} />
    </span>
  );
}

/** Copies a text that is shown beside it. */
export function CopyIcon({ name, text }: { name: string; text: string }) {
  const { common } = useMessages();
  return (
    <CopyButton value={text} timeout={1500}>
      {({ copied, copy }) => (
        <UnstyledButton className={classes.button} aria-label={common.copyOf(name)} onClick={copy}>
          {copied ? (
            <IconCheck size={16} stroke={1.5} aria-hidden />
          ) : (
            <IconCopy size={16} stroke={1.5} aria-hidden />
          )}
          <span role="status" className={classes.said}>
            {copied ? common.copied : ''}
          </span>
        </UnstyledButton>
      )}
    </CopyButton>
  );
}
