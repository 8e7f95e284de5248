import type { KeyboardEvent, ReactNode, Ref } from 'react';
import classes from './pane.module.css';

interface RunFormProps {
  ref?: Ref<HTMLFormElement>;
  /** Enter in a field of one line, Ctrl Enter anywhere, or the button. */
  onRun(): void;
  children: ReactNode;
}

/** What is filled in on one side, and what comes of it on the other or below. */
export function RunForm({ ref, onRun, children }: RunFormProps) {
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onRun();
  };
  return (
    <form
      ref={ref}
      className={classes.columns}
      onKeyDown={press}
      onSubmit={(event) => {
        event.preventDefault();
        onRun();
      }}
    >
      {children}
    </form>
  );
}
