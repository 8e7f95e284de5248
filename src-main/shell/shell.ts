/** The desktop app around a hub: one instance, a tray icon, a window when wanted, an orderly end. */
import type * as Electron from 'electron';
import { toLoomError } from '../../src-shared/errors.ts';
import type { ApiContext } from '../hub/api/hub-service.ts';
import { acceptConsolePorts } from './console-port.ts';
import { createConsoleWindow } from './console-window.ts';
import { lockDownPages, lockDownSession } from './lock-down.ts';
import { declareScheme, serveRenderer } from './renderer-protocol.ts';
import { createTray } from './tray.ts';

/** What the shell uses of Electron. */
export type ShellElectron = Pick<
  typeof Electron,
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'nativeTheme'
  | 'protocol'
  | 'session'
  | 'Tray'
>;

/** A running hub as the shell sees it. */
export interface ShellHub extends ApiContext {
  /** Drains calls, stops every server and listener. */
  close(): Promise<void>;
}

export interface ShellDeps {
  electron: ShellElectron;
  /** Starts the hub; `onStop` is to be called when somebody asks the hub itself to stop. */
  openHub(onStop: () => void): Promise<ShellHub>;
  platform: string;
  /** Start in the tray, without a window. */
  hidden: boolean;
  paths: { renderer: string; preload: string; icons: string; appIcon: string };
}

export async function startShell(deps: ShellDeps): Promise<void> {
  const { electron, paths } = deps;
  const { app } = electron;
  if (!app.requestSingleInstanceLock()) return app.quit();
  declareScheme(electron.protocol);
  lockDownPages(app);

  const window = createConsoleWindow({
    BrowserWindow: electron.BrowserWindow,
    preload: paths.preload,
    icon: paths.appIcon,
    dark: () => electron.nativeTheme.shouldUseDarkColors,
  });
  const opening = deps.openHub(() => app.quit());
  const closing = closeBeforeQuit(app, opening, () => window.letGo());
  const hub = await ready(electron, opening);
  if (!hub || closing.aborted) return;

  lockDownSession(electron.session.defaultSession);
  serveRenderer(electron.protocol, paths.renderer);
  acceptConsolePorts(electron.ipcMain, window.contents, hub);
  const { Tray, Menu, nativeTheme } = electron;
  const tray = { Tray, Menu, nativeTheme, platform: deps.platform, icons: paths.icons };
  createTray({ ...tray, open: window.show, quit: () => app.quit() }, hub.service, closing);
  app.on('second-instance', window.show);
  app.on('activate', window.show);
  // Without a listener Electron would quit; Loom lives on in the tray.
  app.on('window-all-closed', () => {});
  if (!deps.hidden) window.show();
}

/** The hub once both it and Electron are up; where it cannot start, says why and quits. */
async function ready(
  { app, dialog }: ShellElectron,
  opening: Promise<ShellHub>,
): Promise<ShellHub | undefined> {
  try {
    const [hub] = await Promise.all([opening, app.whenReady()]);
    return hub;
  } catch (thrown) {
    const { message, remedy } = toLoomError(thrown);
    await app.whenReady();
    dialog.showErrorBox('Loom cannot start', `${message}\n\n${remedy}`);
    app.exit(1);
    return undefined;
  }
}

/** Holds the first quit until the hub is closed; the signal aborts when that begins. */
function closeBeforeQuit(
  app: Pick<Electron.App, 'on' | 'quit'>,
  opening: Promise<ShellHub>,
  onQuit: () => void,
): AbortSignal {
  const closing = new AbortController();
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    if (closing.signal.aborted) return;
    onQuit();
    closing.abort();
    void closeHub();
  });
  return closing.signal;

  async function closeHub(): Promise<void> {
    const hub = await opening.catch(() => undefined);
    try {
      await hub?.close();
    } catch (err) {
      hub?.log.error({ err }, 'the hub did not close cleanly');
    }
    closed = true;
    app.quit();
  }
}
