import { UnstyledButton } from '@mantine/core';
import type { IconX } from '@tabler/icons-react';
import classes from './form.module.css';

interface IconButtonProps {
  label: string;
  icon: typeof IconX;
  disabled?: boolean | undefined;
  onClick(): void;
}

/** A small action on one part of a form. */
export function IconButton({ label, icon: Icon, disabled, onClick }: IconButtonProps) {
  return (
    <UnstyledButton
      type="button"
      className={classes.icon}
      aria-label={label}
      title={label}
      disabled={disabled ?? false}
      onClick={onClick}
    >
      <Icon size={16} stroke={1.5} aria-hidden />
    </UnstyledButton>
  );
}
