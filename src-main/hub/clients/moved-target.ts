import type { Machine, Target, WriterLock } from './client.ts';
import { printable } from './finding/expand-path.ts';
import { foldersOf } from './folders.ts';

/**
 * The usual target, and before it the one that its file has been moved to, most often by a variable
 * (CODEX_HOME): that is the one in use, and the usual one is then written only where it exists.
 */
export function withMoved(
  machine: Machine,
  usual: Target,
  moved: string | undefined,
  why = 'A variable has moved the file of this client elsewhere.',
): Target[] {
  if (!moved || foldersOf(machine).join(moved) === usual.path) return [usual];
  return [targetAt(machine, usual, moved), { ...usual, write: 'where-exists', why }];
}

/** The same kind of file at another place: `<client>:<path>`, with `~` for the home folder. */
export function targetAt(machine: Machine, usual: Target, place: string): Target {
  const { join } = foldersOf(machine);
  const path = join(place);
  const shown = tilde(machine, path);
  const [client] = usual.id.split(':');
  return {
    ...usual,
    id: `${client}:${shown}`,
    label: `${usual.label} (${printable(shown)})`,
    path,
    ...(usual.lock && { lock: lockAt(machine, usual, usual.lock, path) }),
  };
}

/** A client's lock lies beside its file, often under its name with something added. */
function lockAt(machine: Machine, usual: Target, lock: WriterLock, path: string): WriterLock {
  if (lock.path.startsWith(usual.path))
    return { ...lock, path: path + lock.path.slice(usual.path.length) };
  const { join, dirname, basename } = foldersOf(machine);
  return { ...lock, path: join(dirname(path), basename(lock.path)) };
}

function tilde(machine: Machine, path: string): string {
  const home = foldersOf(machine).join(machine.home, '/');
  return path.startsWith(home) ? `~/${path.slice(home.length).replaceAll('\\', '/')}` : path;
}
