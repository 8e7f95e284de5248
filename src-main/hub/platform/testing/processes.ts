import { setTimeout as sleep } from 'node:timers/promises';
import { findProcess } from '../process-table.ts';

/** Whether a process runs; one that only waits to be buried does not. */
export async function isRunning(pid: number): Promise<boolean> {
  const found = await findProcess(pid);
  return found !== undefined && !found.zombie;
}

/** Resolves when `check` holds; nothing in the system would tell us. */
export async function eventually(check: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 8_000;
  while (!(await check())) {
    if (performance.now() > deadline) throw new Error(`Never came true: ${check}`);
    await sleep(20);
  }
}
