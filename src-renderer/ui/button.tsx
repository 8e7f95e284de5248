import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './button.module.css';

interface ButtonProps {
  /** Stays focusable while it works, so that a keyboard user does not lose the place. */
  busy?: boolean;
  onClick(): void;
  children: ReactNode;
}

/** A quiet action beside what it acts on; its label is a verb. */
export function Button({ busy = false, onClick, children }: ButtonProps) {
  return (
    <UnstyledButton
      className={classes.button}
      data-action
      aria-disabled={busy}
      onClick={() => {
        if (!busy) onClick();
      }}
    >
      {children}
    </UnstyledButton>
  );
}
