import { IconCircleX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './refusal.module.css';
import { ThrownTrouble } from './trouble-text.tsx';

interface RefusalProps {
  /** For the field that it describes. */
  id?: string;
  children: ReactNode;
}

/** Why something was not done, beside what asked for it. */
export function Refusal({ id, children }: RefusalProps) {
  return (
    <div role="alert" id={id} className={classes.refusal}>
      <IconCircleX size={16} stroke={1.5} aria-hidden />
      {children}
    </div>
  );
}

/** The same of what an action threw; nothing where it threw nothing. */
export function ThrownRefusal({ error, ...props }: { error: unknown; id?: string }) {
  if (!error) return null;
  return (
    <Refusal {...props}>
      <ThrownTrouble error={error} />
    </Refusal>
  );
}
