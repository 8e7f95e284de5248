import type * as Electron from 'electron';

/** All that the shell uses of Electron; the stand-in of the tests has exactly this. */
export interface ShellElectron {
  app: Pick<
    Electron.App,
    | 'on'
    | 'quit'
    | 'exit'
    | 'relaunch'
    | 'whenReady'
    | 'isPackaged'
    | 'dock'
    | 'setPath'
    | 'enableSandbox'
    | 'requestSingleInstanceLock'
    | 'setAppUserModelId'
    | 'setDesktopName'
    | 'getPreferredSystemLanguages'
    | 'setAsDefaultProtocolClient'
    | 'getLoginItemSettings'
    | 'setLoginItemSettings'
  >;
  BrowserWindow: new (options: Electron.BrowserWindowConstructorOptions) => Electron.BrowserWindow;
  clipboard: Pick<Electron.Clipboard, 'writeText'>;
  dialog: Pick<Electron.Dialog, 'showMessageBox'>;
  ipcMain: Pick<Electron.IpcMain, 'on'>;
  Menu: Pick<typeof Electron.Menu, 'buildFromTemplate' | 'setApplicationMenu'>;
  nativeTheme: Pick<Electron.NativeTheme, 'shouldUseDarkColors' | 'on'>;
  Notification: (new (
    options: Electron.NotificationConstructorOptions,
  ) => Electron.Notification) &
    Pick<typeof Electron.Notification, 'isSupported'>;
  powerMonitor: Pick<Electron.PowerMonitor, 'on'>;
  protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>;
  screen: Pick<Electron.Screen, 'getAllDisplays'>;
  session: { defaultSession: Electron.Session };
  shell: Pick<Electron.Shell, 'openExternal' | 'openPath'>;
  Tray: new (icon: string) => Electron.Tray;
}
