import { readdirSync, readFileSync } from 'node:fs';

/** CPU time of a process so far, user and system, all threads, in seconds. Linux only. */
export function cpuSeconds(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  let nanoseconds = 0;
  for (const task of readdirSync(tasks)) {
    nanoseconds += Number(readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]);
  }
  return nanoseconds / 1e9;
}

/**
 * Memory of a process in MB of 10^6 bytes: its own, and its share of what several map (PSS). Linux
 * only.
 */
export function pssMegabytes(pid: number): number {
  const match = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  return (Number(match?.[1]) * 1024) / 1e6;
}

export const hasProcessFacts = process.platform === 'linux';
