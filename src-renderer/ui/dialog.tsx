import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMessages } from '../state/messages.tsx';
import classes from './dialog.module.css';
import { useFocusBack } from './use-focus-back.ts';

interface DialogProps {
  title: string;
  onClose(): void;
  /** Characters of mono text that fit in a line decide: 560, 760 or 1080 px. */
  size?: 'small' | 'medium' | 'large';
  /** At the foot, the safe one last: it has the focus. */
  actions?: ReactNode;
  children: ReactNode;
}

/** What has to be seen whole before it is done. Esc and a click beside it are the safe answer. */
export function Dialog({ title, onClose, size = 'small', actions, children }: DialogProps) {
  const { common } = useMessages();
  useFocusBack();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={{ small: 560, medium: 760, large: 1080 }[size]}
      closeButtonProps={{ 'aria-label': common.close }}
      transitionProps={{ duration: 0 }}
      returnFocus={false}
      // It would put a <style> into the page; the style sheet does it.
      lockScroll={false}
      classNames={{ title: classes.title, body: classes.body, content: classes.content }}
    >
      {children}
      {actions && <div className={classes.actions}>{actions}</div>}
    </Modal>
  );
}
