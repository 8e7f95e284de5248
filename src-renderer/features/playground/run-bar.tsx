import type { ReactNode } from 'react';
import { useMessages } from '../../state/messages.tsx';
import { Button } from '../../ui/button.tsx';
import classes from './pane.module.css';

interface RunBarProps {
  text: string;
  isRunning: boolean;
  disabled?: boolean;
  onCancel(): void;
  children?: ReactNode;
}

/** Runs what the form around it says, or ends what runs. */
export function RunBar({ text, isRunning, disabled = false, onCancel, children }: RunBarProps) {
  const { cancel } = useMessages().common;
  return (
    <div className={classes.run} data-action>
      <Button look="primary" type="submit" busy={isRunning} disabled={disabled}>
        {text}
      </Button>
      {isRunning ? (
        <Button onClick={onCancel}>{cancel}</Button>
      ) : (
        <kbd className={classes.keys}>
          {/Mac/.test(navigator.platform) ? '⌘ Enter' : 'Ctrl Enter'}
        </kbd>
      )}
      {children}
    </div>
  );
}
