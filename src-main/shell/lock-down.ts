/** What a page of ours may never do, whatever it shows (design.md section 8, invariants 8 and 9). */
import type { Session, WebContents } from 'electron';
import { consoleOrigin } from './renderer-protocol.ts';
import type { ShellElectron } from './shell-electron.ts';

/** Copying is the one thing the console asks for. */
const granted = 'clipboard-sanitized-write';
/** A link opens only so shortly after a person's own click or key. */
const clickMs = 2000;

/** No page leaves its address, opens a window or embeds another page; the browser opens links. */
export function lockDownPages({ app, shell }: Pick<ShellElectron, 'app' | 'shell'>): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    let clickedAt = Number.NEGATIVE_INFINITY;
    contents.on('input-event', (_input, { type }) => {
      if (type === 'mouseDown' || type === 'rawKeyDown') clickedAt = performance.now();
    });
    contents.setWindowOpenHandler(({ url }) => {
      const isOwn = contents.getURL().startsWith(`${consoleOrigin}/`);
      const isClicked = performance.now() - clickedAt < clickMs;
      // One click, one link.
      clickedAt = Number.NEGATIVE_INFINITY;
      if (isOwn && isClicked && isWebAddress(url)) shell.openExternal(url).catch(() => {});
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

/** Anything else would start some program with what a server may have written. */
function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return /^https?:$/.test(url?.protocol ?? '') && url?.username === '' && url.password === '';
}
