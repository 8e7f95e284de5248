/** The desktop app around a hub: one instance, a tray icon, a window when wanted, an orderly end. */
import { dirname } from 'node:path';
import type { AppUpdater } from 'electron-updater';
import { appMenu } from '../../src-shared/domain/desktop/app-menu.ts';
import type { Preferences } from '../../src-shared/domain/desktop/shell-preferences.ts';
import type { DesktopWords } from '../../src-shared/domain/desktop/words/en.ts';
import { toLoomError } from '../../src-shared/errors.ts';
import { type Opened, pageFor } from '../desktop/opened.ts';
import { createUpdates, type Updates, whyNotUpdated } from '../desktop/updates.ts';
import type { ApiContext } from '../hub/api/hub-service.ts';
import { acceptConsolePorts } from './console-port.ts';
import { type ConsoleWindow, createConsoleWindow } from './console-window.ts';
import { handleCrash } from './crashes.ts';
import { lockDownPages, lockDownSession } from './lock-down.ts';
import { followNotices } from './notices.ts';
import { queueOpened } from './queue-opened.ts';
import { declareScheme, serveRenderer } from './renderer-protocol.ts';
import type { ShellElectron } from './shell-electron.ts';
import { createStartAtLogin } from './start-at-login.ts';
import { createTray } from './tray.ts';

/** The same in the installers' configuration: what Windows groups windows and notices by. */
const appId = 'loom.desktop';

/** A running hub as the shell sees it. */
export interface ShellHub extends ApiContext {
  /** The machine has slept. */
  woke(): void;
  /** Drains calls, stops every server and listener. */
  close(): Promise<void>;
}

export interface ShellDeps {
  electron: ShellElectron;
  /** Starts the hub; `onStop` is to be called when somebody asks the hub itself to stop. */
  openHub(onStop: () => void): Promise<ShellHub>;
  loadPreferences(): Promise<Preferences>;
  loadUpdater(): Promise<AppUpdater>;
  /** Takes whoever is to be told of what nobody caught. */
  onUncaught(handler: (err: unknown) => void): void;
  platform: string;
  env: Readonly<Record<string, string | undefined>>;
  /** In the language of the system. */
  words: DesktopWords;
  /** Start in the tray, without a window. */
  hidden: boolean;
  /** The build says where new versions come from. */
  hasUpdates: boolean;
  /** A link or a bundle of the command line. */
  opened: Opened;
  paths: {
    renderer: string;
    preload: string;
    icons: string;
    appIcon: string;
    /** Electron's own files, which are no secrets. */
    userData: string;
    /** What is shown when the hub cannot start. */
    state: string;
    configHome: string;
    /** What starts the app. */
    program: string;
  };
}

export async function startShell(deps: ShellDeps): Promise<void> {
  const { electron, paths, platform } = deps;
  const { app } = electron;
  setUserData(app, paths.userData);
  if (!app.requestSingleInstanceLock()) return app.quit();
  app.setAppUserModelId(appId);
  if (platform === 'linux') app.setDesktopName('loom.desktop');
  app.enableSandbox();
  declareScheme(electron.protocol);
  lockDownPages(electron);
  const onOpened = queueOpened(app, deps.hidden ? [] : [deps.opened]);

  let running: Running | undefined;
  const opening = deps.openHub(() => app.quit());
  const log = () => running?.hub.log ?? { error: console.error };
  deps.onUncaught(handleCrash({ ...deps, preferences: () => running?.preferences, log }));
  const closing = closeBeforeQuit(app, opening, () => running);
  running = await ready(deps, opening);
  if (!running || closing.aborted) return;

  const { hub, window } = running;
  lockDownSession(electron.session.defaultSession);
  serveRenderer(electron.protocol, paths.renderer);
  acceptConsolePorts(electron.ipcMain, window.contents, hub);
  const menu = appMenu(platform, deps.words);
  electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(menu));
  followSystem(deps, running, closing);
  if (deps.hidden) app.dock?.hide();
  onOpened((asked) => {
    if (asked === undefined) return window.show();
    void tell(deps, async () => window.show(await pageFor(asked, hub.service.bundles.offer)));
  });
}

/** Fails where the folder could not be made; then the hub cannot start either, and says why. */
function setUserData(app: ShellElectron['app'], folder: string): void {
  try {
    app.setPath('userData', folder);
  } catch (err) {
    console.error(err);
  }
}

interface Running {
  hub: ShellHub;
  preferences: Preferences;
  window: ConsoleWindow;
  updates: Updates | undefined;
}

/** The hub once both it and Electron are up; where it cannot start, says why and quits. */
async function ready(deps: ShellDeps, opening: Promise<ShellHub>): Promise<Running | undefined> {
  const { electron, paths, words } = deps;
  const { app, dialog, shell } = electron;
  try {
    const whenReady = app.whenReady();
    const [hub, preferences] = await Promise.all([opening, deps.loadPreferences(), whenReady]);
    const { preload, appIcon: icon } = paths;
    const window = createConsoleWindow({ electron, preferences, preload, icon, words });
    return { hub, preferences, window, updates: undefined };
  } catch (thrown) {
    const { message, remedy, place } = toLoomError(thrown);
    const { cannotStart, quit, openFolder } = words.dialogs;
    await app.whenReady();
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: cannotStart,
      detail: `${message}\n\n${remedy}`,
      buttons: [quit, openFolder],
    });
    if (response === 1) await shell.openPath(place ? dirname(place.file) : paths.state);
    app.exit(1);
    return undefined;
  }
}

/** Tray, notices, updates, sleep: what goes on while the app runs, until `closing`. */
function followSystem(deps: ShellDeps, running: Running, closing: AbortSignal): void {
  const { electron, paths, platform, env, words } = deps;
  const { program } = paths;
  const { app, powerMonitor } = electron;
  const { hub, preferences, window } = running;
  const { service } = hub;
  const login = createStartAtLogin({ app, platform, ...paths });
  let refresh = () => {};
  const updates = createUpdates({
    elsewhere: whyNotUpdated(app.isPackaged && deps.hasUpdates, { platform, env, program }),
    load: deps.loadUpdater,
    preferences,
    changed: () => refresh(),
    quit: () => app.quit(),
    signal: closing,
  });
  running.updates = updates;
  const attempt = (work: () => unknown) => void tell(deps, work).then(() => refresh());
  refresh = createTray(
    {
      electron,
      platform,
      icons: paths.icons,
      words,
      view: () => ({
        startsAtLogin: login.isOn(),
        preferences: preferences.current,
        update: updates.state,
      }),
      actions: {
        open: window.show,
        setEnabled: (id, enabled) => attempt(() => service.servers.setEnabled({ id, enabled })),
        pause: (paused) => attempt(() => (paused ? service.pause() : service.resume())),
        copy: (text) => attempt(() => electron.clipboard.writeText(text)),
        setStartAtLogin: (on) => attempt(() => login.set(on)),
        prefer: (change) => attempt(() => updates.prefer(change)),
        update: (step) => attempt(() => updates[step]()),
        quit: () => app.quit(),
      },
    },
    service,
    closing,
  );
  const { Notification } = electron;
  const wanted = () => preferences.current.notices;
  void followNotices({ Notification, wanted, open: window.show, words }, service, closing);
  powerMonitor.on('resume', () => hub.woke());
  powerMonitor.on('shutdown', () => app.quit());
  app.on('activate', () => window.show());
  // Without a listener Electron would quit; Loom lives on in the tray.
  app.on('window-all-closed', () => {});
  // A checkout would take over the links of the app that is installed. The dashes end the switches.
  if (app.isPackaged) app.setAsDefaultProtocolClient('loom', program, ['--']);
}

/** Does what a person wanted; where that fails, says so in the hub's words. */
async function tell({ electron, words }: ShellDeps, work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    const { message: what, code, remedy } = toLoomError(thrown);
    const detail = code === 'internal' ? what : `${what}\n\n${remedy}`;
    const message = words.dialogs.didNotWork;
    await electron.dialog.showMessageBox({ type: 'warning', message, detail });
  }
}

/** Holds the first quit until the hub is closed; the signal aborts when that begins. */
function closeBeforeQuit(
  app: ShellElectron['app'],
  opening: Promise<ShellHub>,
  running: () => Running | undefined,
): AbortSignal {
  const closing = new AbortController();
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    if (closing.signal.aborted) return;
    running()?.window.letGo();
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
    // An installer that does not start ends nothing.
    if (running()?.updates?.finish()) setTimeout(() => app.quit(), 30_000).unref();
    else app.quit();
  }
}
