import { join } from 'node:path';
import { appImageOf } from '../../src-shared/app-image.ts';
import type { HubDeps } from '../hub/hub-deps.ts';

/** Where the desktop app finds its own files, and puts some. */
export interface DesktopPaths {
  renderer: string;
  preload: string;
  icons: string;
  appIcon: string;
  /** Electron's own files, which are no secrets. */
  userData: string;
  /** What is shown when the hub cannot start. */
  state: string;
  /** Of the user's own settings, such as `~/.config`; on Linux. */
  configHome: string;
  /** What starts the app: of an AppImage that is not what runs. */
  program: string;
}

/** @param root - the folder that holds `dist` and `resources`. */
export function desktopPaths(
  root: string,
  { paths, rendererDir, home, env }: Pick<HubDeps, 'paths' | 'rendererDir' | 'home' | 'env'>,
): DesktopPaths {
  const icons = join(root, 'resources', 'icons');
  return {
    renderer: rendererDir,
    preload: join(root, 'dist', 'preload', 'preload.cjs'),
    icons,
    appIcon: join(icons, 'app.png'),
    // Electron's usual one is where Loom's own files are, on macOS and Linux.
    userData: join(paths.state, 'desktop'),
    state: paths.state,
    configHome: env.XDG_CONFIG_HOME || join(home, '.config'),
    program: appImageOf(root, env) ?? process.execPath,
  };
}
