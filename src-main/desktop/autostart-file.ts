import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  autostartEntry,
  isAutostartOn,
  isOwnAutostart,
} from '../../src-shared/domain/desktop/autostart-entry.ts';
import { makeFolders } from '../hub/platform/make-folders.ts';

export interface StartAtLogin {
  /** What the system says now; undefined where it cannot say, or the app cannot be started so. */
  isOn(): boolean | undefined;
  /** @throws where the file cannot be written, or is somebody else's. */
  set(on: boolean): void;
}

/** The file in the autostart folder of Linux desktops; where it is somebody else's it stays as it is. */
export function autostartFile(configHome: string, program: string): StartAtLogin {
  const file = join(configHome, 'autostart', 'loom.desktop');
  const login: StartAtLogin = {
    isOn() {
      try {
        return isAutostartOn(read(file) ?? '');
      } catch {
        return undefined;
      }
    },
    set(on) {
      const before = read(file);
      if (before !== undefined && !isOwnAutostart(before)) {
        throw new Error(`${file} was not written by Loom, and is left as it is.`);
      }
      if (!on) return rmSync(file, { force: true });
      makeFolders(dirname(file));
      writeFileSync(file, autostartEntry(program), { mode: 0o644 });
    },
  };
  try {
    // An AppImage may have moved since.
    if (login.isOn() && read(file) !== autostartEntry(program)) login.set(true);
  } catch {
    // It stays as it was, and shows so.
  }
  return login;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // What cannot be read may be anybody's.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}
