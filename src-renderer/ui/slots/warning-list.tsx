import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './slots.module.css';

/** What to know before something is run. */
export function WarningList({ name, children }: { name: string; children: ReactNode }) {
  return (
    <ul className={classes.warnings} aria-label={name}>
      {children}
    </ul>
  );
}

export function Warning({ children }: { children: ReactNode }) {
  return (
    <li className={classes.warning}>
      <IconAlertTriangle size={16} stroke={1.5} aria-hidden />
      <span>{children}</span>
    </li>
  );
}
