import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isSystemError } from './system-error.ts';

/**
 * Makes a folder and those above it, 0700; returns those that it made, the outermost first.
 *
 * Not `mkdir` with `recursive`: where the system takes no folders, as in /proc, that one never ends.
 */
export function makeFolders(folder: string): string[] {
  try {
    return makeOne(folder);
  } catch (error) {
    const above = dirname(folder);
    if (!isSystemError(error, 'ENOENT', 'ENOTDIR') || above === folder) throw error;
    const made = makeFolders(above);
    try {
      return [...made, ...makeOne(folder)];
    } catch (cause) {
      if (!isSystemError(cause, 'ENOENT')) throw cause;
      throw new Error(`the system takes no new folders in ${above}`, { cause });
    }
  }
}

function makeOne(folder: string): string[] {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return [folder];
  } catch (cause) {
    const kind = kindOf(folder);
    if (kind === 'folder') return [];
    throw kind === 'other' ? new Error(`${folder} is no folder`, { cause }) : cause;
  }
}

function kindOf(path: string): 'folder' | 'other' | 'nothing' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'other';
  } catch {
    return 'nothing';
  }
}
