import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './button.module.css';

interface ButtonProps {
  /** `primary`: the one thing to do on a page; `quiet`: beside other things; `danger`: loses something. */
  look?: 'primary' | 'normal' | 'quiet' | 'danger';
  /** Stays focusable while it works, so that a keyboard user does not lose the place. */
  busy?: boolean;
  disabled?: boolean;
  /** Where the text alone does not say what it acts on. */
  label?: string;
  type?: 'button' | 'submit';
  /** Has the focus when its dialog opens: for the safe answer. */
  autofocus?: boolean;
  onClick?(): void;
  children: ReactNode;
}

/** An action; its text is a verb. */
export function Button(props: ButtonProps) {
  const { look = 'normal', busy = false, disabled = false, label, type = 'button' } = props;
  return (
    <UnstyledButton
      className={classes.button}
      data-action
      data-look={look}
      data-autofocus={props.autofocus || undefined}
      type={type}
      aria-label={label}
      aria-disabled={busy || disabled || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy || disabled) event.preventDefault();
        else props.onClick?.();
      }}
    >
      {props.children}
    </UnstyledButton>
  );
}
