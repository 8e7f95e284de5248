/** Electron's main process: the same hub as `loom serve`, with a tray icon and a window. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as electron from 'electron';
import { keepPreferences } from '../../src-shared/domain/desktop/shell-preferences.ts';
import { wordsFor } from '../../src-shared/domain/desktop/words/index.ts';
import { describeStart } from '../describe-start.ts';
import { desktopPaths } from '../desktop/desktop-paths.ts';
import { findOpened } from '../desktop/opened.ts';
import { readShellFlags } from '../desktop/shell-flags.ts';
import { hostDeps } from '../host-deps.ts';
import { createHub } from '../hub/hub.ts';
import { keepPlace } from '../start-again.ts';
import { startShell } from './shell.ts';
import type { ShellHub } from './shell-deps.ts';

// From dist/main and from src-main/shell alike.
const root = join(import.meta.dirname, '..', '..');
const { platform, env } = process;
// A terminal that is closed is no reason to end.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
const args = process.argv.slice(1);
const opened = findOpened(args, process.cwd());
// Whoever wrote a link may have hidden switches in it.
const { hidden, flags } = readShellFlags(opened === undefined ? args : []);
// macOS passes no switches to what it starts at login.
const isLogin = platform === 'darwin' && electron.app.getLoginItemSettings().wasOpenedAtLogin;
const deps = hostDeps('desktop', root, flags);
const paths = desktopPaths(root, deps);

void startShell({
  electron,
  openHub,
  loadPreferences,
  loadUpdater: async () => (await import('electron-updater')).autoUpdater,
  onUncaught: (handler) => process.on('uncaughtException', handler),
  platform,
  env,
  words: wordsFor(...electron.app.getPreferredSystemLanguages()),
  hidden: hidden || isLogin,
  opened,
  hasUpdates: existsSync(join(process.resourcesPath ?? root, 'app-update.yml')),
  paths,
});

async function openHub(onStopRequested: () => void): Promise<ShellHub> {
  const hub = await createHub({
    ...deps,
    onStopRequested,
    onRestartRequested() {
      keepPlace(paths.state);
      electron.app.relaunch({
        execPath: paths.program,
        // What it was asked to open it has opened.
        args: opened === undefined ? args : [],
      });
      onStopRequested();
    },
  });
  // For whoever started it from a terminal; no link with its code, since a desktop keeps this text.
  const where = 'in its window; for a browser: loom console';
  console.log(describeStart(hub.service.state(), where));
  return hub;
}

async function loadPreferences() {
  try {
    const { default: Store } = await import('electron-store');
    return keepPreferences(
      new Store({ name: 'shell', cwd: paths.userData, clearInvalidConfig: true }),
    );
  } catch (err) {
    console.error('the preferences of the desktop app cannot be kept', err);
    return keepPreferences(undefined);
  }
}
