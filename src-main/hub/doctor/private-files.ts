import { chmodSync, lstatSync, readdirSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isSystemError } from '../platform/system-error.ts';
import type { Check, Facts } from './facts.ts';

/** Whether other users can read what may hold secrets: registry, vault, caches, logs. */
export const privateFiles: Check = {
  id: 'private-files',
  title: 'File permissions',
  async run(facts) {
    const about = { id: 'private-files', title: 'File permissions' };
    // On Windows the profile's folders are private.
    if (facts.platform === 'win32') return [];
    const open = filesOf(facts).filter(isOpen);
    if (open.length === 0) {
      const told = { finding: 'private-ok' } as const;
      return [{ ...about, verdict: 'ok', found: 'only you can read and change them', told }];
    }
    const found = ['other users can read or change:', ...open].join('\n');
    const remedy = `chmod 600 ${open.map((file) => JSON.stringify(file)).join(' ')}`;
    const run = () => {
      for (const file of open.filter(isOpen)) chmodSync(file, 0o600);
    };
    const told = { finding: 'private-open', evidence: open } as const;
    const mend = { label: 'Make them private', run };
    return [{ ...about, verdict: 'warn', found, remedy, told, mend }];
  },
};

const besideConfig = ['vault.json', 'vault.json.bak', 'vault.key', 'vault.key.new'];

function filesOf({ paths, registry, config }: Facts): string[] {
  const vault = besideConfig.map((name) => join(dirname(paths.config), name));
  const own = [paths.state, join(paths.state, 'logs')].flatMap((folder) =>
    namesIn(folder).map((name) => join(folder, name)),
  );
  return [...new Set([registry.path, config.path, ...vault, ...own])];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Other checks tell of folders.
    return [];
  }
}

/** Ours, and within reach of somebody else. */
function isOpen(file: string): boolean {
  const stats = statsOf(file);
  if (!stats?.isFile() || stats.uid !== process.getuid?.()) return false;
  return (stats.mode & 0o077) !== 0 && isReachable(dirname(file));
}

/** Links are followed: what is read is what they lead to. */
function statsOf(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP')) return undefined;
    throw error;
  }
}

/** A folder that nobody else may enter keeps everything in it. */
function isReachable(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    const mode = lstatSync(at, { throwIfNoEntry: false })?.mode ?? 0;
    if ((mode & 0o011) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
