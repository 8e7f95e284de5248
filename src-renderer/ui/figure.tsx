import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './figure.module.css';

interface FigureProps {
  label: string;
  value: string;
  /** What puts the number in relation. */
  note?: string | undefined;
  /** Where the rows are that it counts. */
  to: string;
  search?: Record<string, string>;
  tone?: 'failed';
  children?: ReactNode;
}

/** One number that matters, and the way to what it counts. */
export function Figure({ label, value, note, to, search, tone, children }: FigureProps) {
  return (
    <Link to={to} {...(search && { search })} className={classes.figure} data-tone={tone}>
      <span className={classes.label}>{label}</span>
      <span className={classes.value}>{value}</span>
      <span className={classes.note}>{note ?? ' '}</span>
      {children}
    </Link>
  );
}
