import { autostartFile, type StartAtLogin } from '../desktop/autostart-file.ts';
import type { DesktopPaths } from '../desktop/desktop-paths.ts';
import type { ShellElectron } from './shell-electron.ts';

interface StartAtLoginDeps extends Pick<DesktopPaths, 'configHome' | 'program'> {
  app: Pick<ShellElectron['app'], 'isPackaged' | 'getLoginItemSettings' | 'setLoginItemSettings'>;
  platform: string;
}

/** Off until somebody switches it on. An app that is run from its sources is never started so. */
export function createStartAtLogin(deps: StartAtLoginDeps): StartAtLogin {
  const { app, platform } = deps;
  if (!app.isPackaged) return { isOn: () => undefined, set: () => {} };
  if (platform === 'linux') return autostartFile(deps.configHome, deps.program);
  const args = ['--hidden'];
  return {
    isOn() {
      const { openAtLogin, executableWillLaunchAtLogin } = app.getLoginItemSettings({ args });
      // Windows: people may have switched it off in the task manager.
      return platform === 'win32' ? openAtLogin && executableWillLaunchAtLogin : openAtLogin;
    },
    set: (on) => app.setLoginItemSettings({ openAtLogin: on, enabled: on, args }),
  };
}
