import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './figure.module.css';

interface FigureProps {
  label: string;
  /** Undefined until it is known. */
  value: string | undefined;
  /** What it is made of, on hover. */
  title?: string | undefined;
  /** What puts the number in relation. */
  note?: string | undefined;
  /** Where the rows are that it counts. */
  to: string;
  search?: Record<string, string>;
  tone?: 'failed';
  children?: ReactNode;
}

/** One number that matters, and the way to what it counts. */
export function Figure({ label, value, title, note, to, search, tone, children }: FigureProps) {
  return (
    <Link
      to={to}
      {...(search && { search })}
      className={classes.figure}
      data-tone={tone}
      title={title}
    >
      <span className={classes.label}>{label}</span>
      <span className={classes.value}>
        {value ?? <Skeleton className={classes.unknown} width={72} height={20} />}
      </span>
      <span className={classes.note}>{note ?? ' '}</span>
      {children}
    </Link>
  );
}
