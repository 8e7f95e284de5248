import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isSystemError } from './system-error.ts';

/**
 * Makes a folder and those above it, 0700; returns those that it made, the outermost first.
 *
 * Not `mkdir` with `recursive`: where the system takes no folders, as in /proc, that one never ends.
 */
export async function makeFolders(folder: string): Promise<string[]> {
  try {
    return await makeOne(folder);
  } catch (error) {
    const above = dirname(folder);
    if (!isSystemError(error, 'ENOENT', 'ENOTDIR') || above === folder) throw error;
    const made = await makeFolders(above);
    try {
      return [...made, ...(await makeOne(folder))];
    } catch (cause) {
      if (!isSystemError(cause, 'ENOENT')) throw cause;
      throw new Error(`the system takes no new folders in ${above}`, { cause });
    }
  }
}

async function makeOne(folder: string): Promise<string[]> {
  try {
    await mkdir(folder, { mode: 0o700 });
    return [folder];
  } catch (cause) {
    const kind = await kindOf(folder);
    if (kind === 'folder') return [];
    throw kind === 'other' ? new Error(`${folder} is no folder`, { cause }) : cause;
  }
}

async function kindOf(path: string): Promise<'folder' | 'other' | 'nothing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'other';
  } catch {
    return 'nothing';
  }
}
