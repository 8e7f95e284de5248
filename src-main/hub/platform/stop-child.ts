import type { ChildProcess } from 'node:child_process';
import { LoomError } from '../../../src-shared/errors.ts';
import { endGroup } from './process-group.ts';

/** How long a child may take, in milliseconds, after its stdin ended and after TERM. */
export interface StopDeadlines {
  stdin: number;
  term: number;
}

const usualDeadlines: StopDeadlines = { stdin: 2_000, term: 2_000 };

/**
 * Stops a child that leads its own process group, and all that it started (style.md, principle 11):
 * end stdin, wait, TERM, wait, KILL. A child that has exited already must be handed over at once,
 * before its number can belong to somebody else; then only what it left behind is ended.
 *
 * Resolves when the child has exited and its group is gone, with all that had to be killed.
 * @throws LoomError `server-failed` where something survived KILL.
 */
export async function stopChild(
  child: ChildProcess,
  deadlines: StopDeadlines = usualDeadlines,
): Promise<void> {
  if (child.pid === undefined) return;
  if (isAlive(child)) {
    // A child that died meanwhile makes this end fail: that is what is wanted.
    child.stdin?.on('error', () => undefined).end();
    await exits(child, deadlines.stdin);
  }
  // Once the leader is gone Windows has no way to its tree, and its number may be a stranger's.
  const treeIsOutOfReach = process.platform === 'win32' && !isAlive(child);
  const gone = treeIsOutOfReach || (await endGroup(child.pid, deadlines.term));
  if (gone && (await exits(child, 1_000))) return;
  throw new LoomError('server-failed', `Process ${child.pid} cannot be ended, not even by force.`, {
    remedy: 'The system holds it (a broken disk or network folder?); restarting the machine helps.',
  });
}

/** `.killed` would only say that a signal was sent. */
export function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** Waits for the child's exit; false where it has not exited in time. */
function exits(child: ChildProcess, ms: number): Promise<boolean> {
  if (!isAlive(child)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const settle = (exited: boolean) => {
      clearTimeout(timer);
      child.off('exit', onExit);
      resolve(exited);
    };
    const onExit = () => settle(true);
    // On Windows cross-spawn swallows 'exit' for a command that was not found: so ask once more.
    const timer = setTimeout(() => settle(!isAlive(child)), ms);
    child.on('exit', onExit);
  });
}
