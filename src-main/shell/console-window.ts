import type { BrowserWindow, BrowserWindowConstructorOptions, WebContents } from 'electron';
import { fitBounds } from '../../src-shared/domain/desktop/fit-bounds.ts';
import type { Preferences } from '../../src-shared/domain/desktop/shell-preferences.ts';
import type { DesktopWords } from '../../src-shared/domain/desktop/words/en.ts';
import { createLimit } from '../desktop/create-limit.ts';
import { consoleOrigin } from './renderer-protocol.ts';
import type { ShellElectron } from './shell-electron.ts';

export interface ConsoleWindow {
  /** Opens the window, or brings the hidden one back; with a path, at that page. */
  show(path?: string): void;
  /** The page, while there is one. */
  contents(): WebContents | undefined;
  /** From now on closing the window closes it. */
  letGo(): void;
}

interface ConsoleWindowDeps {
  electron: Pick<ShellElectron, 'app' | 'BrowserWindow' | 'dialog' | 'nativeTheme' | 'screen'>;
  preferences: Preferences;
  preload: string;
  icon: string;
  words: DesktopWords;
}

/** The one window: made when first wanted, hidden rather than closed, made anew if its page dies. */
export function createConsoleWindow(deps: ConsoleWindowDeps): ConsoleWindow {
  const { electron, preferences } = deps;
  const words = deps.words.dialogs;
  const { dock, quit } = dockAndQuit(electron.app);
  const mayRenew = createLimit(3);
  let window: BrowserWindow | undefined;
  let closing = false;
  return {
    show,
    contents: () => window?.webContents,
    letGo() {
      closing = true;
    },
  };

  function show(path?: string): void {
    if (!window) window = open(path ?? '/');
    else if (path !== undefined) load(window, path);
    void dock?.show();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  function open(path: string): BrowserWindow {
    const opened = new electron.BrowserWindow(options(deps));
    opened.on('close', (event) => {
      preferences.set({ bounds: opened.getNormalBounds() });
      if (closing) return;
      event.preventDefault();
      opened.hide();
    });
    opened.on('hide', () => dock?.hide());
    opened.on('closed', () => {
      if (window === opened) window = undefined;
    });
    // Windows ends the session without asking anything else.
    opened.on('session-end', quit);
    opened.webContents.on('render-process-gone', (_event, { reason }) => gone(opened, reason));
    opened.on('unresponsive', () => void hangs(opened));
    load(opened, path);
    return opened;
  }

  /** A page that nobody looks at is made anew when somebody wants it. */
  function gone(dead: BrowserWindow, reason: string): void {
    const wasSeen = dead.isVisible();
    dead.destroy();
    if (!wasSeen || closing || reason === 'clean-exit') return;
    if (mayRenew()) show();
    else void ask(words.windowBroke(reason), words.openAgain, show);
  }

  async function hangs(slow: BrowserWindow): Promise<void> {
    await ask(words.windowHangs, words.makeAnew, () => {
      if (window !== slow) return;
      slow.destroy();
      show();
    });
  }

  /** The hub goes on whatever the window does, and is not to end by a slip of the hand. */
  async function ask(message: string, yes: string, work: () => void): Promise<void> {
    const { response } = await electron.dialog.showMessageBox({
      type: 'warning',
      message,
      detail: words.hubGoesOn,
      buttons: [yes, words.leave],
    });
    if (response === 0 && !closing) work();
  }
}

function dockAndQuit(app: ShellElectron['app']) {
  return { dock: app.dock, quit: () => app.quit() };
}

function load(window: BrowserWindow, path: string): void {
  // What fails to load is a page that died, or another page wanted meanwhile.
  window.loadURL(consoleOrigin + path).catch(() => {});
}

function options(deps: ConsoleWindowDeps): BrowserWindowConstructorOptions {
  const { electron, preferences, preload, icon } = deps;
  const areas = electron.screen.getAllDisplays().map(({ workArea }) => workArea);
  return {
    title: 'Loom',
    icon,
    width: 1280,
    height: 860,
    ...fitBounds(preferences.current.bounds, areas),
    minWidth: 900,
    minHeight: 600,
    autoHideMenuBar: true,
    // The page's own paper, so that opening does not flash.
    backgroundColor: electron.nativeTheme.shouldUseDarkColors ? '#141518' : '#ffffff',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  };
}
