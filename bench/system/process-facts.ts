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

export interface Memory {
  /** Its own memory, and its share of what several processes map (PSS). */
  pss: number;
  /** What is its own whatever else runs: Node's program file does not count. */
  own: number;
}

/** Memory of a process in MB of 10^6 bytes. Linux only. */
export function memoryOf(pid: number): Memory {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const megabytes = (name: string) =>
    (Number(new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(text)?.[1]) * 1024) / 1e6;
  return { pss: megabytes('Pss'), own: megabytes('Pss_Anon') };
}

export const hasProcessFacts = process.platform === 'linux';
