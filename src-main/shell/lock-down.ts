/** What a page of ours may never do, whatever it shows (design.md section 8, invariants 8 and 9). */
import type { Session, WebContents } from 'electron';
import { createLinkGuard } from '../desktop/link-guard.ts';
import { consoleOrigin } from './renderer-protocol.ts';
import type { ShellElectron } from './shell-electron.ts';

/** Copying is the one thing the console asks for. */
const granted = 'clipboard-sanitized-write';

/** No page leaves its address, opens a window or embeds another page; the browser opens links. */
export function lockDownPages({ app, shell }: Pick<ShellElectron, 'app' | 'shell'>): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    const links = createLinkGuard();
    contents.on('input-event', (_input, { type }) => {
      if (type === 'mouseDown' || type === 'rawKeyDown') links.clicked();
    });
    contents.setWindowOpenHandler(({ url }) => {
      const isOwn = contents.getURL().startsWith(`${consoleOrigin}/`);
      const mayOpen = links.mayOpen(url);
      if (isOwn && mayOpen) shell.openExternal(url).catch(() => {});
      return { action: 'deny' };
    });
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

export function lockDownSession(
  session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler'>,
): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    answer(permission === granted);
  });
  session.setPermissionCheckHandler((_contents, permission) => permission === granted);
}
