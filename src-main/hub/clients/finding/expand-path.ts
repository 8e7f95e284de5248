import { readdir, stat } from 'node:fs/promises';
import { isSystemError } from '../../platform/system-error.ts';
import type { Target } from '../client.ts';

/** A name as it may be shown: a folder may be called like what steers a terminal. */
export function printable(name: string): string {
  return name.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\uFFFD');
}

/** A path that a pattern stands for, and what its `*` stands for. */
interface Expanded {
  path: string;
  star: string;
}

/**
 * A target for each match of the `*` in its path; the star's text goes to the id's end and takes the
 * place of a `*` in the label and the lock's path. A path without one is left as it is.
 */
export async function expandTarget(target: Target): Promise<Target[]> {
  if (!target.path.includes('*')) return [target];
  return (await expandPath(target.path)).map(({ path, star }) => ({
    ...target,
    id: `${target.id}:${star}`,
    label: target.label.replace('*', () => printable(star)),
    path,
    ...(target.lock && {
      lock: { ...target.lock, path: target.lock.path.replace('*', () => star) },
    }),
  }));
}

/**
 * What a path with one `*` in one of its names stands for, sorted. Only the named part has to exist,
 * not what follows it; nothing where the folder cannot be read.
 */
async function expandPath(pattern: string): Promise<Expanded[]> {
  const parts = /^(.*[\\/])([^\\/*]*)\*([^\\/*]*)(.*)$/s.exec(pattern);
  if (!parts) return [{ path: pattern, star: '' }];
  const [, folder = '', before = '', after = '', rest = ''] = parts;
  const names = await namesIn(folder);
  return names
    .filter((name) => name.length > before.length + after.length)
    .filter((name) => name.startsWith(before) && name.endsWith(after))
    .sort()
    .map((name) => ({
      path: folder + name + rest,
      star: name.slice(before.length, name.length - after.length),
    }));
}

/** Whether something is at that path; it may hold one `*`. What cannot be looked at is there. */
export async function isThere(pattern: string): Promise<boolean> {
  for (const { path } of await expandPath(pattern)) {
    if (await exists(path)) return true;
  }
  return false;
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    return !isSystemError(error, 'ENOENT', 'ENOTDIR');
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}
