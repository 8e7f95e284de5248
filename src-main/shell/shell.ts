/** The desktop app around a hub: one instance, a tray icon, a window when wanted, an orderly end. */

import { dirname } from 'node:path';
import { appMenu } from '../../src-shared/domain/desktop/app-menu.ts';
import { toLoomError } from '../../src-shared/errors.ts';
import { pageFor } from '../desktop/opened.ts';
import { createOrderlyEnd } from '../desktop/orderly-end.ts';
import type { Updates } from '../desktop/updates.ts';
import { makeFolders } from '../hub/platform/make-folders.ts';
import { attempt } from './attempt.ts';
import { acceptConsolePorts } from './console-port.ts';
import { createConsoleWindow } from './console-window.ts';
import { handleCrash } from './crashes.ts';
import { followSystem, type Running } from './follow-system.ts';
import { lockDownPages, lockDownSession } from './lock-down.ts';
import { queueOpened } from './queue-opened.ts';
import { declareScheme, serveRenderer } from './renderer-protocol.ts';
import type { ShellDeps, ShellHub } from './shell-deps.ts';
import type { ShellElectron } from './shell-electron.ts';

/** The same in the installers' configuration: what Windows groups windows and notices by. */
const appId = 'loom.desktop';

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
  let updates: Updates | undefined;
  const quit = () => app.quit();
  const opening = deps.openHub(quit);
  const log = () => running?.hub.log ?? { error: console.error };
  deps.onUncaught(handleCrash({ ...deps, preferences: () => running?.preferences, log }));
  const finish = () => updates?.finish() ?? false;
  const { closing, mayQuit } = createOrderlyEnd({ opening, finish, quit });
  app.on('before-quit', (event) => {
    if (!mayQuit()) event.preventDefault();
  });
  running = await ready(deps, opening, closing);
  if (!running || closing.aborted) return;

  const { hub, window } = running;
  lockDownSession(electron.session.defaultSession);
  serveRenderer(electron.protocol, paths.renderer);
  acceptConsolePorts(electron.ipcMain, window.contents, hub);
  const menu = appMenu(platform, deps.words);
  electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(menu));
  updates = followSystem(deps, running, closing);
  app.on('activate', () => window.show());
  // Without a listener Electron would quit; Loom lives on in the tray.
  app.on('window-all-closed', () => {});
  // A checkout would take over the links of the app that is installed. The dashes end the switches.
  if (app.isPackaged) app.setAsDefaultProtocolClient('loom', paths.program, ['--']);
  if (deps.hidden) app.dock?.hide();
  onOpened((asked) => {
    if (asked === undefined) return window.show();
    void attempt(deps, async () => window.show(await pageFor(asked, hub.service.bundles.offer)));
  });
}

/** Electron's own folder. Where it cannot be made the hub cannot start either, and says why. */
function setUserData(app: ShellElectron['app'], folder: string): void {
  try {
    makeFolders(folder);
    app.setPath('userData', folder);
  } catch (err) {
    console.error(err);
  }
}

/** The hub once both it and Electron are up; where it cannot start, says why and quits. */
async function ready(
  { electron, loadPreferences, paths, words }: ShellDeps,
  opening: Promise<ShellHub>,
  closing: AbortSignal,
): Promise<Running | undefined> {
  const { app, dialog, shell } = electron;
  try {
    const whenReady = app.whenReady();
    const [hub, preferences] = await Promise.all([opening, loadPreferences(), whenReady]);
    const { preload, appIcon: icon } = paths;
    const window = createConsoleWindow({ electron, preferences, preload, icon, words, closing });
    return { hub, preferences, window };
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
