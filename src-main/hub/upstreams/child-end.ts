import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { isAlive } from '../platform/stop-child.ts';

export interface ChildEndEvents {
  /** The child lives on but cannot hear or answer any more. Called at most once. */
  mute(pipe: 'stdin' | 'stdout'): void;
  /**
   * It has exited and what it wrote has been read; exit code and signal are the child's. `failure`:
   * it never ran at all, which on Windows shows this late. Called once.
   */
  over(failure: Error | undefined): void;
}

/** How long a pipe may outlive its process, and a process its pipes, in milliseconds. */
const drainTime = 500;

/** Watches a child that has spawned until it is over. */
export function watchChildEnd(child: ChildProcessWithoutNullStreams, events: ChildEndEvents): void {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  let failure: Error | undefined;

  child.stdin.on('error', () => expectExit('stdin'));
  child.stdout.on('end', () => expectExit('stdout'));
  child.on('exit', expectClose);
  child.on('error', (error) => {
    // While it lives, this is a signal that could not be sent: its sender sees that by himself.
    if (isAlive(child)) return;
    failure = error;
    expectClose();
  });
  child.on('close', settle);

  /** A pipe that ends is most often the first sign of an exit. */
  function expectExit(pipe: 'stdin' | 'stdout'): void {
    if (!isAlive(child) || timer) return;
    timer = setTimeout(() => events.mute(pipe), drainTime);
  }

  /** A grandchild may hold the pipes open for ever. After the timer they are read once more. */
  function expectClose(): void {
    clearTimeout(timer);
    timer = setTimeout(() => setImmediate(settle), drainTime);
  }

  function settle(): void {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    events.over(failure);
  }
}
