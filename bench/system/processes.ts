/** The processes that the benchmark starts. However it ends, none of them stays. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';

/** How to start a process; `env` is all of its environment. */
export interface Command {
  command: string;
  args: string[];
  env: Record<string, string>;
}

const pids = new Set<number>();

process.on('exit', () => {
  for (const pid of pids) signal(pid, 'SIGKILL');
});
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => process.exit(130));

export function start(command: Command, stdio: SpawnOptions['stdio']): ChildProcess {
  const child = spawn(command.command, command.args, { env: command.env, stdio });
  const { pid } = child;
  if (pid !== undefined) {
    adopt(pid);
    child.on('exit', () => pids.delete(pid));
  }
  return child;
}

/** A process that somebody else started and that is to end with us. */
export function adopt(pid: number): void {
  pids.add(pid);
}

/** The first text that a process prints, once it does; rejects where it ends before. */
export async function firstOutput(child: ChildProcess): Promise<string> {
  const { stdout } = child;
  if (!stdout) throw new Error('the process has no stdout');
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`${child.spawnargs.join(' ').slice(0, 200)} ended with ${code}`);
  });
  // Later it may end as it likes.
  gone.catch(() => {});
  const [text] = await Promise.race([once(stdout, 'data'), gone]);
  stdout.resume();
  return String(text);
}

/** Asks a child to end by `how`, waits for it, and is impatient after 5 s. */
export async function end(child: ChildProcess, how: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  const impatience = setTimeout(() => child.kill('SIGKILL'), 5_000);
  how();
  await gone;
  clearTimeout(impatience);
}

/** Ends a process that is not our child and waits until it is gone. */
export async function endByPid(pid: number): Promise<void> {
  const impatience = Date.now() + 5_000;
  signal(pid, 'SIGTERM');
  while (isAlive(pid)) {
    if (Date.now() > impatience) signal(pid, 'SIGKILL');
    await pause(5);
  }
  pids.delete(pid);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function isAlive(pid: number): boolean {
  if (process.platform === 'linux' && !existsSync(`/proc/${pid}`)) return false;
  return signal(pid, 0);
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
