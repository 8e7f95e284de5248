import type { ReactNode } from 'react';
import classes from './explained.module.css';

interface ExplainedProps {
  /** What will be here, or what happened: one sentence. */
  what: ReactNode;
  /** What says so, such as an error's own text. */
  evidence?: string | undefined;
  /** The one thing to do. */
  action?: ReactNode;
  /** An example, where something is to be filled. */
  children?: ReactNode;
  role?: 'alert' | 'status';
}

/** In place of content: an empty list that teaches, or a failure with its cause and its remedy. */
export function Explained({ what, evidence, action, children, role }: ExplainedProps) {
  return (
    <div className={classes.explained} role={role}>
      {typeof what === 'string' ? <p>{what}</p> : what}
      {evidence && <p className={classes.evidence}>{evidence}</p>}
      {children}
      {action && <div>{action}</div>}
    </div>
  );
}
