import type { BrowserWindow, WebContents } from 'electron';
import type { Preferences } from '../../src-shared/domain/desktop/shell-preferences.ts';
import type { DesktopWords } from '../../src-shared/domain/desktop/words/en.ts';
import { createLimit } from '../desktop/create-limit.ts';
import { windowOptions } from '../desktop/window-options.ts';
import { consoleOrigin } from './renderer-protocol.ts';
import type { ShellElectron } from './shell-electron.ts';

export interface ConsoleWindow {
  /** Opens the window, or brings the hidden one back; with a path, at that page. */
  show(path?: string): void;
  /** The page, while there is one. */
  contents(): WebContents | undefined;
}

interface ConsoleWindowDeps {
  electron: Pick<ShellElectron, 'app' | 'BrowserWindow' | 'dialog' | 'nativeTheme' | 'screen'>;
  preferences: Preferences;
  preload: string;
  icon: string;
  words: DesktopWords;
  /** Aborts when the app ends; from then on closing the window closes it. */
  closing: AbortSignal;
}

/** The one window: made when first wanted, hidden rather than closed, made anew if its page dies. */
export function createConsoleWindow(deps: ConsoleWindowDeps): ConsoleWindow {
  const { electron, preferences, preload, icon, closing } = deps;
  const { app, nativeTheme, screen } = electron;
  const words = deps.words.dialogs;
  const mayRenew = createLimit(3);
  let window: BrowserWindow | undefined;
  return { show, contents: () => window?.webContents };

  function show(path?: string): void {
    if (!window) window = open(path ?? '/');
    else if (path !== undefined) load(window, path);
    void app.dock?.show();
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  function open(path: string): BrowserWindow {
    const { bounds } = preferences.current;
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
    const isDark = nativeTheme.shouldUseDarkColors;
    const opened = new electron.BrowserWindow(
      windowOptions({ bounds, areas, isDark, preload, icon }),
    );
    opened.on('close', (event) => {
      preferences.set({ bounds: opened.getNormalBounds() });
      if (closing.aborted) return;
      event.preventDefault();
      opened.hide();
    });
    opened.on('hide', () => app.dock?.hide());
    opened.on('closed', () => {
      if (window === opened) window = undefined;
    });
    // Windows ends the session without asking anything else.
    opened.on('session-end', () => app.quit());
    opened.webContents.on('render-process-gone', (_event, { reason }) => gone(opened, reason));
    opened.on('unresponsive', () => void hangs(opened));
    load(opened, path);
    return opened;
  }

  /** A page that nobody looks at is made anew when somebody wants it. */
  function gone(dead: BrowserWindow, reason: string): void {
    const wasSeen = dead.isVisible();
    dead.destroy();
    if (!wasSeen || closing.aborted || reason === 'clean-exit') return;
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
    if (response === 0 && !closing.aborted) work();
  }
}

function load(window: BrowserWindow, path: string): void {
  // What fails to load is a page that died, or another page wanted meanwhile.
  window.loadURL(consoleOrigin + path).catch(() => {});
}
