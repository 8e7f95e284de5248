/**
 * A child and all that it started. On POSIX every child of ours leads a process group of its own,
 * whose number is the child's pid; the group outlives the child when something of it goes on.
 * The kernel gives no process a number that a living group bears, so a group that was seen alive is
 * the same group until it is gone.
 */
import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { listProcesses, type ProcessInfo } from './process-table.ts';

/** After KILL a process is gone in an instant, unless the kernel holds it in a broken disk's wait. */
const killWait = 5_000;

/**
 * Ends a group: TERM, wait, KILL. Resolves at once where the group is gone already.
 *
 * @param waitMs - how long its members may take after TERM.
 * @returns whether it is gone.
 */
export async function endGroup(group: number, waitMs: number): Promise<boolean> {
  if (process.platform === 'win32') return endWindowsTree(group);
  if (!signalGroup(group, 'SIGTERM')) return true;
  if (await groupEnds(group, waitMs)) return true;
  await killTree(group);
  return groupEnds(group, killWait);
}

/** False where nobody is there, or nobody whom we may signal. */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // EPERM: macOS says so of a group of zombies; elsewhere all its members became another user.
    if (code === 'ESRCH' || code === 'EPERM') return false;
    throw error;
  }
}

/** Nothing tells when a group ends, so it has to be asked; ever more slowly. */
async function groupEnds(group: number, waitMs: number): Promise<boolean> {
  const deadline = performance.now() + waitMs;
  for (let pause = 10; ; pause = Math.min(pause * 2, 250)) {
    if (!(await groupLives(group))) return true;
    const left = deadline - performance.now();
    if (left <= 0) return false;
    await sleep(Math.min(pause, left));
  }
}

/** A group of zombies counts as gone: whether its parent ever looks is not in our hands. */
async function groupLives(group: number): Promise<boolean> {
  if (!signalGroup(group, 0)) return false;
  const table = await listProcesses();
  return table.some((info) => info.group === group && !info.zombie);
}

/**
 * KILL for the group, and for descendants that made a group of their own (browsers do). Those are
 * spared as long as their parent could still end them itself, and those that cut loose for good on
 * purpose (daemons) are no longer descendants.
 */
async function killTree(group: number): Promise<void> {
  try {
    for (const pid of pidsOfTree(await listProcesses(), group)) killOne(pid);
  } finally {
    signalGroup(group, 'SIGKILL');
  }
}

/** The group's members and all their descendants. */
export function pidsOfTree(table: readonly ProcessInfo[], group: number): Set<number> {
  const found = new Set(table.filter((info) => info.group === group).map((info) => info.pid));
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const info of table) if (found.has(info.parent)) found.add(info.pid);
  }
  return found;
}

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}

/** Windows knows no TERM for a console process; `/T` follows the tree while its root lives. */
async function endWindowsTree(pid: number): Promise<boolean> {
  const flags = ['/PID', String(pid), '/T', '/F'];
  const code = await new Promise<number>((resolve) => {
    execFile('taskkill', flags, { windowsHide: true }, (error) => {
      resolve(error === null ? 0 : Number(error.code));
    });
  });
  const noSuchProcess = 128;
  return code === 0 || code === noSuchProcess;
}
