/** Which processes live, and whether a test left any behind. Reads /proc: Linux only. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const lookEveryMs = 20;

/** Whether a process with this pid runs; a zombie does not. */
export function isAlive(pid: number): boolean {
  const stat = read(`/proc/${pid}/stat`);
  return stat !== undefined && stateIn(stat) !== 'Z';
}

/** @throws Error where it still runs after `withinMs`. */
export async function waitUntilGone(pid: number, withinMs = 5_000): Promise<void> {
  const until = Date.now() + withinMs;
  // The end of a process that is not our child is no event, so this has to look.
  while (isAlive(pid)) {
    if (Date.now() > until) throw new Error(`still alive after ${withinMs} ms: ${describe(pid)}`);
    await pause(lookEveryMs);
  }
}

/** Everything below `pid`, parents before children. */
export function childrenOf(pid: number): number[] {
  const parents = new Map(pids().map((one) => [one, parentOf(one)]));
  const below = (parent: number): number[] =>
    [...parents].filter(([, of]) => of === parent).flatMap(([one]) => [one, ...below(one)]);
  return below(pid);
}

/**
 * Every process started for this hub's home, by whomever: the harness gives the folder to hubs and
 * proxies as LOOM_HOME and HOME, and servers inherit HOME.
 */
export function processesOf(hub: { home: string }): number[] {
  const marks = [`LOOM_HOME=${hub.home}`, `HOME=${hub.home}`];
  return pids().filter((pid) => {
    const environment = read(`/proc/${pid}/environ`)?.split('\0') ?? [];
    return marks.some((mark) => environment.includes(mark)) && isAlive(pid);
  });
}

/**
 * Asserts that nothing that was started for this hub still runs, and ends what does.
 *
 * @param withinMs - how long processes may take to end by themselves.
 */
export async function expectNoLeftovers(hub: { home: string }, withinMs = 5_000): Promise<void> {
  const until = Date.now() + withinMs;
  let left = processesOf(hub);
  while (left.length > 0 && Date.now() < until) {
    await pause(lookEveryMs);
    left = processesOf(hub);
  }
  if (left.length === 0) return;
  const described = left.map(describe);
  for (const pid of left) kill(pid);
  throw new Error(`left behind by ${hub.home}:\n  ${described.join('\n  ')}`);
}

/** Sends SIGKILL; one that is gone already is fine. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone.
  }
}

/** The command line, for people. */
export function describe(pid: number): string {
  return `${pid} ${read(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ').trim() ?? '(gone)'}`;
}

function pids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function parentOf(pid: number): number | undefined {
  const stat = read(`/proc/${pid}/stat`);
  return stat === undefined ? undefined : Number(afterName(stat)[1]);
}

function stateIn(stat: string): string | undefined {
  return afterName(stat)[0];
}

/** The fields after the program's name, which may itself hold blanks and brackets. */
function afterName(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Undefined where the process is gone or is not ours to look at. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
