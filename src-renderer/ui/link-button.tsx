import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './button.module.css';

interface LinkButtonProps {
  to: string;
  search?: Record<string, string>;
  look?: 'primary' | 'normal' | 'quiet';
  children: ReactNode;
}

/** A way to another page that looks like an action. */
export function LinkButton({ to, search, look = 'normal', children }: LinkButtonProps) {
  return (
    <Link to={to} {...(search && { search })} className={classes.button} data-look={look}>
      {children}
    </Link>
  );
}
