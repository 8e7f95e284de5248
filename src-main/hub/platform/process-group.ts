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
  const isGone = async () => !(await groupLives(group));
  if (await comesTrue(isGone, waitMs)) return true;
  const others = await killTree(group);
  const areGone = async () => (await isGone()) && !(await someLive(others));
  return (await comesTrue(areGone, killWait)) || isGone();
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

/** Nothing tells when processes end, so it has to be asked; ever more slowly. */
async function comesTrue(check: () => Promise<boolean>, waitMs: number): Promise<boolean> {
  const deadline = performance.now() + waitMs;
  for (let pause = 10; ; pause = Math.min(pause * 2, 250)) {
    if (await check()) return true;
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

/** Whether one of these still runs, and is not another that got its number. */
async function someLive(known: readonly ProcessInfo[]): Promise<boolean> {
  if (known.length === 0) return false;
  const table = await listProcesses();
  return known.some(({ pid, start }) =>
    table.some((info) => info.pid === pid && info.start === start && !info.zombie),
  );
}

/**
 * KILL for the group, and for descendants that made a group of their own (browsers do). Those are
 * spared as long as their parent could still end them itself, and those that cut loose for good on
 * purpose (daemons) are no longer descendants.
 *
 * @returns the descendants in other groups, as far as they were ours to kill.
 */
async function killTree(group: number): Promise<ProcessInfo[]> {
  try {
    const table = await listProcesses();
    const tree = pidsOfTree(table, group);
    const killed = table.filter(({ pid }) => tree.has(pid) && killOne(pid));
    return killed.filter((info) => info.group !== group);
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

/** False where it is gone, or another user's. */
function killOne(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ESRCH' || code === 'EPERM') return false;
    throw error;
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
