import { CopyButton, UnstyledButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './copy-line.module.css';

/** A command or address, shown whole, with a button that copies it. `name` says what it is. */
export function CopyLine({ name, text }: { name: string; text: string }) {
  return (
    <span className={classes.line}>
      <code>{text}</code>
      <CopyButton value={text} timeout={1500}>
        {({ copied, copy }) => (
          <UnstyledButton className={classes.button} aria-label={`Copy ${name}`} onClick={copy}>
            {copied ? (
              <IconCheck size={16} stroke={1.5} aria-hidden />
            ) : (
              <IconCopy size={16} stroke={1.5} aria-hidden />
            )}
            <span role="status" className={classes.said}>
              {copied ? 'Copied' : ''}
            </span>
          </UnstyledButton>
        )}
      </CopyButton>
    </span>
  );
}
