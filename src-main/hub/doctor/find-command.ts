import { accessSync, constants, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';

export interface CommandSearch {
  platform: string;
  /** The PATH to search. */
  path: string;
  /** Where relative commands start from. */
  cwd: string;
  /** Windows: the endings that make a file a command, such as `.EXE;.CMD`. */
  endings?: string | undefined;
}

/** The file that a command means, as the system would find it; undefined where there is none. */
export function findCommand(command: string, search: CommandSearch): string | undefined {
  const { platform, path, cwd } = search;
  const { resolve, delimiter } = platform === 'win32' ? win32 : posix;
  const folders = /[\\/]/.test(command) ? [cwd] : path.split(delimiter).filter(Boolean);
  const names = namesOf(command, search);
  for (const folder of folders) {
    for (const name of names) {
      const file = resolve(folder, name);
      if (isExecutable(file)) return file;
    }
  }
  return undefined;
}

function namesOf(command: string, { platform, endings }: CommandSearch): string[] {
  if (platform !== 'win32') return [command];
  // Beside npx.cmd lies a file npx, which is for other shells.
  const whole = /\.[^\\/]+$/.test(command) ? [command] : [];
  const guesses = (endings ?? '.EXE;.CMD;.BAT;.COM').split(';').map((ending) => command + ending);
  return [...whole, ...guesses];
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
