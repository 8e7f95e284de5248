import { accessSync, constants, lstatSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { messageOf } from '../../../src-shared/errors.ts';
import { ensurePrivateDirectory } from '../platform/private-directory.ts';
import type { Check, CheckResult, Facts, Mend } from './facts.ts';

/** Whether the folders of state and socket are private and can be written. */
export const state: Check = {
  id: 'state',
  title: 'State folder',
  async run({ paths, platform, hub }) {
    const folders = new Set([paths.state]);
    if (platform !== 'win32') folders.add(dirname(paths.socket));
    return [...folders].map((folder) => ({
      ...(folder === paths.state
        ? { id: 'state', title: 'State folder' }
        : { id: 'socket-folder', title: 'Socket folder' }),
      ...checkFolder(folder, { platform, isNeeded: hub !== undefined }),
    }));
  },
};

type Result = Pick<CheckResult, 'verdict' | 'found' | 'remedy' | 'told' | 'mend'>;

function checkFolder(
  folder: string,
  { platform, isNeeded }: { platform: Facts['platform']; isNeeded: boolean },
): Result {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (!stats) return isNeeded ? gone(folder) : checkParent(folder);
  if (!stats.isDirectory()) {
    const told = { finding: 'folder-no-folder', path: folder } as const;
    return { verdict: 'fail', found: `${folder} is no folder`, remedy: 'Move it away.', told };
  }
  if (process.getuid && stats.uid !== process.getuid()) {
    const remedy = 'Set LOOM_HOME to a folder that is yours alone.';
    const told = { finding: 'folder-foreign', path: folder } as const;
    return { verdict: 'fail', found: `${folder} belongs to another user`, remedy, told };
  }
  const failure = whyUnwritable(folder);
  if (failure) {
    const remedy = 'Check the disk space and the permissions.';
    const told = { finding: 'folder-unwritable', path: folder, evidence: [failure] } as const;
    return { verdict: 'fail', found: `${folder} cannot be written: ${failure}`, remedy, told };
  }
  if (platform !== 'win32' && (stats.mode & 0o077) !== 0) {
    const mode = (stats.mode & 0o777).toString(8);
    return {
      verdict: 'warn',
      found: `${folder} is open to others (${mode})`,
      remedy: `chmod 700 ${folder}`,
      told: { finding: 'folder-open', path: folder, mode },
      mend: makePrivate('Make it private', folder),
    };
  }
  const told = { finding: 'folder-ok', path: folder } as const;
  return { verdict: 'ok', found: `${folder}, private and writable`, told };
}

/** Somebody took it away from under the running hub. */
function gone(folder: string): Result {
  return {
    verdict: 'fail',
    found: `${folder} is gone, while the hub runs`,
    remedy: 'Create it, then restart the hub: `loom stop`, then `loom serve`',
    told: { finding: 'folder-gone', path: folder },
    mend: makePrivate('Create the folder', folder),
  };
}

function makePrivate(label: string, folder: string): Mend {
  return { label, run: () => ensurePrivateDirectory(folder) };
}

/** A folder that is not there yet is fine where it can be made. */
function checkParent(folder: string): Result {
  let parent = dirname(folder);
  while (!lstatSync(parent, { throwIfNoEntry: false }) && dirname(parent) !== parent) {
    parent = dirname(parent);
  }
  try {
    accessSync(parent, constants.W_OK | constants.X_OK);
    const told = { finding: 'folder-later', path: folder } as const;
    return { verdict: 'ok', found: `${folder} is not there yet; the hub makes it`, told };
  } catch {
    const remedy = 'Set LOOM_HOME to a folder that is yours.';
    return {
      verdict: 'fail',
      found: `${folder} cannot be made: ${parent} is not writable`,
      remedy,
      told: { finding: 'folder-impossible', path: folder, parent },
    };
  }
}

/** Tried for real: permissions alone say nothing of a full or read-only disk. */
function whyUnwritable(folder: string): string | undefined {
  try {
    const trial = mkdtempSync(join(folder, '.doctor-'));
    try {
      writeFileSync(join(trial, 'trial'), 'x');
    } finally {
      rmSync(trial, { recursive: true, force: true });
    }
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
