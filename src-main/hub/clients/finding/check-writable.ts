import { access, constants, realpath, stat } from 'node:fs/promises';
import { resolveLinks } from '../../platform/write-atomically.ts';
import type { Machine, Target, WriteRule } from '../client.ts';
import { foldersOf } from '../folders.ts';
import { isThere } from './expand-path.ts';

/** Why a target must not be written, as a sentence; undefined where it may be. */
export async function checkWritable(
  target: Target,
  exists: boolean,
  machine: Machine,
): Promise<string | undefined> {
  return (
    (await checkRule(target, exists, machine)) ?? (await checkPermission(target.path, machine))
  );
}

async function checkRule(
  target: Target,
  exists: boolean,
  machine: Machine,
): Promise<string | undefined> {
  const { write, why } = await ruleOf(target);
  switch (write) {
    case 'always':
      return undefined;
    case 'never':
      return why ?? 'Loom reads this file only.';
    case 'where-exists':
      return exists ? undefined : `There is no such file, and Loom makes none. ${why ?? ''}`.trim();
    case 'where-folder':
      return exists || (await isThere(foldersOf(machine).dirname(target.path)))
        ? undefined
        : 'The folder of this file does not exist: start the client once.';
  }
}

async function ruleOf(target: Target): Promise<{ write: WriteRule; why?: string | undefined }> {
  const { unless } = target;
  return unless && (await isThere(unless.exists)) ? unless : target;
}

/**
 * Said before any preview (clients.md pitfalls 16 and 18): dotfile managers keep files read-only, and
 * `sudo` leaves files that belong to root. A file is replaced, so its folder counts too.
 */
async function checkPermission(path: string, machine: Machine): Promise<string | undefined> {
  if (!(await isThere(machine.home))) return `The home folder ${machine.home} does not exist.`;
  const real = await realPathOf(path);
  if (real === undefined) return 'The file cannot be reached.';
  if (real.startsWith('/nix/store/'))
    return `It is managed by Nix (${real}): put the entry into your configuration there.`;
  const { dirname } = foldersOf(machine);
  const existing = await nearestExisting(real, dirname);
  if (!(await isWritable(existing))) return `You may not write ${existing}.`;
  if (existing === real && !(await isWritable(dirname(real))))
    return `You may not write in ${dirname(real)}.`;
  return (await isForeign(existing, machine.home)) ? `${existing} belongs to root.` : undefined;
}

async function realPathOf(path: string): Promise<string | undefined> {
  try {
    return await resolveLinks(path);
  } catch {
    return undefined;
  }
}

/** Of a path, what exists: itself, or the nearest folder above it. */
async function nearestExisting(path: string, dirname: (path: string) => string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : nearestExisting(above, dirname);
  }
}

async function isWritable(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Root's file in a home that is somebody else's. Windows has no such numbers. */
async function isForeign(path: string, home: string): Promise<boolean> {
  try {
    const [file, folder] = await Promise.all([stat(path), stat(home)]);
    return file.uid === 0 && folder.uid !== 0;
  } catch {
    return false;
  }
}
