import { posix, win32 } from 'node:path';
import type { ProjectFolder } from '../../../src-shared/domain/client.ts';
import type { Machine } from './client.ts';
import { isFolder } from './finding/check-places.ts';

/** How many are offered: nobody reads more. */
const shown = 12;

/**
 * Folders that are offered as projects: each once, the newest first, and only what is there now.
 * Clients without a project name the home folder or a folder above it; these are none.
 */
export async function listProjects(
  seen: readonly ProjectFolder[],
  { home, platform }: Pick<Machine, 'home' | 'platform'>,
): Promise<ProjectFolder[]> {
  const { relative, isAbsolute } = platform === 'win32' ? win32 : posix;
  const holdsHome = (folder: string) => !relative(folder, home).startsWith('..');
  const newest = new Map<string, ProjectFolder>();
  for (const one of seen.toSorted((a, b) => a.lastUsedAt - b.lastUsedAt)) {
    if (isAbsolute(one.folder) && !holdsHome(one.folder)) newest.set(one.folder, one);
  }
  const candidates = [...newest.values()].sort((a, b) => b.lastUsedAt - a.lastUsedAt);
  const areThere = await Promise.all(candidates.map(({ folder }) => isFolder(folder)));
  return candidates.filter((_, index) => areThere[index]).slice(0, shown);
}
