import { posix, win32 } from 'node:path';
import type { Machine } from './client.ts';

export interface Folders {
  home: string;
  /** `~/.config`; on Linux what XDG_CONFIG_HOME says. */
  config: string;
  /** The same for clients that honour XDG_CONFIG_HOME on every system. */
  xdgConfig: string;
  /** Where applications with windows keep settings: Application Support, `%APPDATA%`, `config`. */
  appData: string;
  /** `%LOCALAPPDATA%`; elsewhere the same as `appData`. */
  localAppData: string;
  /** `~/.local/share`, or what XDG_DATA_HOME says on Linux. */
  data: string;
  /** `%ProgramFiles%`; means something on Windows only. */
  programFiles: string;
  /** Joins parts as the system writes paths; parts may be written with `/` on every system. */
  join(...parts: string[]): string;
  /** The folder above a path. */
  dirname(path: string): string;
  basename(path: string): string;
  /** A path that a variable names; one that is empty or relative counts as not set. */
  named(variable: string): string | undefined;
}

/** The folders of a machine, as clients know them. Pure: asks neither the process nor the disk. */
export function foldersOf({ platform, home, env }: Machine): Folders {
  const { join, dirname, basename, isAbsolute } = platform === 'win32' ? win32 : posix;
  const config = (platform === 'linux' && named('XDG_CONFIG_HOME')) || join(home, '.config');
  const appData = appDataFolder();
  return {
    home,
    config,
    xdgConfig: named('XDG_CONFIG_HOME') ?? join(home, '.config'),
    appData,
    localAppData:
      platform === 'win32' ? (named('LOCALAPPDATA') ?? join(home, 'AppData/Local')) : appData,
    data: (platform === 'linux' && named('XDG_DATA_HOME')) || join(home, '.local/share'),
    programFiles: named('ProgramFiles') ?? 'C:\\Program Files',
    join,
    dirname,
    basename,
    named,
  };

  function appDataFolder(): string {
    if (platform === 'darwin') return join(home, 'Library/Application Support');
    if (platform === 'win32') return named('APPDATA') ?? join(home, 'AppData/Roaming');
    return config;
  }

  function named(variable: string): string | undefined {
    const value = env[variable];
    return value && isAbsolute(value) ? value : undefined;
  }
}
