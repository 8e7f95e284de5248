import type { Preferences } from '../../src-shared/domain/desktop/shell-preferences.ts';
import { followNotices } from '../desktop/follow-notices.ts';
import { createUpdates, type Updates, whyNotUpdated } from '../desktop/updates.ts';
import { attempt } from './attempt.ts';
import type { ConsoleWindow } from './console-window.ts';
import { createNotifier } from './notices.ts';
import type { ShellDeps, ShellHub } from './shell-deps.ts';
import { createStartAtLogin } from './start-at-login.ts';
import { createTray } from './tray.ts';

/** What there is once the hub runs. */
export interface Running {
  hub: ShellHub;
  preferences: Preferences;
  window: ConsoleWindow;
}

/** Tray, notices, updates, sleep: what goes on while the app runs, until `closing`. */
export function followSystem(deps: ShellDeps, running: Running, closing: AbortSignal): Updates {
  const { electron, paths, platform, env, words } = deps;
  const { app, powerMonitor } = electron;
  const { preferences, window } = running;
  const { service } = running.hub;
  const { program } = paths;
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
  const wish = (work: () => unknown) => void attempt(deps, work).then(() => refresh());
  refresh = createTray(
    {
      electron,
      service,
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
        setEnabled: (id, enabled) => wish(() => service.servers.setEnabled({ id, enabled })),
        pause: (paused) => wish(() => (paused ? service.pause() : service.resume())),
        copy: (text) => wish(() => electron.clipboard.writeText(text)),
        setStartAtLogin: (on) => wish(() => login.set(on)),
        prefer: (change) => wish(() => updates.prefer(change)),
        update: (step) => wish(() => updates[step]()),
        quit: () => app.quit(),
      },
    },
    closing,
  );
  const show = createNotifier(electron.Notification, window.show);
  const wanted = () => preferences.current.notices;
  void followNotices({ wanted, show, words }, service, closing);
  powerMonitor.on('resume', () => running.hub.woke());
  powerMonitor.on('shutdown', () => app.quit());
  return updates;
}
