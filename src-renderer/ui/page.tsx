import type { ReactNode } from 'react';
import { useWindowTitle } from '../state/window-title.ts';
import classes from './page.module.css';

interface PageProps {
  title: string;
  /** One line about the state of what is shown; numbers in it are links. */
  state?: ReactNode;
  /** At most two. */
  actions?: ReactNode;
  /** A search field, where there is a list. */
  search?: ReactNode;
  /** Tables use the whole width; texts stay readable. */
  wide?: boolean;
  children: ReactNode;
}

/** A page: a header that stays on top, and its content. */
export function Page({ title, state, actions, search, wide = false, children }: PageProps) {
  useWindowTitle(title);
  return (
    <>
      <header className={classes.header}>
        <h1>{title}</h1>
        <div className={classes.state}>{state}</div>
        {search}
        {actions && (
          <div className={classes.actions} data-action>
            {actions}
          </div>
        )}
      </header>
      <div className={classes.content} data-wide={wide || undefined}>
        {children}
      </div>
    </>
  );
}
