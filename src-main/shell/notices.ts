import type { Notification } from 'electron';
import type { Notice } from '../../src-shared/domain/desktop/pick-notices.ts';
import type { ShellElectron } from './shell-electron.ts';

/** Shows notices where the system can; a click on one leads to where its trouble is mended. */
export function createNotifier(
  Notification: ShellElectron['Notification'],
  open: (path: string) => void,
): (notice: Notice) => void {
  // Held, or its click would be collected with it.
  let shown: Notification | undefined;
  return ({ title, body, path }) => {
    if (!Notification.isSupported()) return;
    shown = new Notification({ title, body });
    shown.on('click', () => open(path));
    shown.show();
  };
}
