import type { BrowserWindow, BrowserWindowConstructorOptions, WebContents } from 'electron';
import { consoleOrigin } from './renderer-protocol.ts';

export interface ConsoleWindow {
  /** Opens the window, or brings the hidden one back. */
  show(): void;
  /** The page, while there is one. */
  contents(): WebContents | undefined;
  /** From now on closing the window closes it. */
  letGo(): void;
}

interface ConsoleWindowDeps {
  BrowserWindow: new (options: BrowserWindowConstructorOptions) => BrowserWindow;
  preload: string;
  icon: string;
  dark(): boolean;
}

/** The one window: made when first wanted, hidden rather than closed, made anew if its page dies. */
export function createConsoleWindow(deps: ConsoleWindowDeps): ConsoleWindow {
  let window: BrowserWindow | undefined;
  let closing = false;
  return {
    show() {
      window ??= open();
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    contents: () => window?.webContents,
    letGo() {
      closing = true;
    },
  };

  function open(): BrowserWindow {
    const opened = new deps.BrowserWindow(options(deps));
    opened.on('close', (event) => {
      if (closing) return;
      event.preventDefault();
      opened.hide();
    });
    opened.on('closed', () => {
      window = undefined;
    });
    opened.webContents.on('render-process-gone', () => opened.destroy());
    void opened.loadURL(`${consoleOrigin}/`);
    return opened;
  }
}

function options({ preload, icon, dark }: ConsoleWindowDeps): BrowserWindowConstructorOptions {
  return {
    title: 'Loom',
    icon,
    width: 1280,
    height: 860,
    minWidth: 720,
    minHeight: 480,
    autoHideMenuBar: true,
    // The page's own paper, so that opening does not flash.
    backgroundColor: dark() ? '#141518' : '#ffffff',
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
