/** What processes take of the machine's memory. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Bytes per process; one that is gone, or that tells us nothing, is left out. On Linux what several
 * processes share counts in parts (PSS), so that sums are true; elsewhere each has all it uses (RSS).
 */
export async function readMemory(
  pids: readonly number[],
  platform: NodeJS.Platform = process.platform,
): Promise<Map<number, number>> {
  if (pids.length === 0) return new Map();
  if (platform === 'linux') return readProc(pids);
  return platform === 'win32' ? readWindows(pids) : readPs(pids);
}

async function readProc(pids: readonly number[]): Promise<Map<number, number>> {
  const found = await Promise.all(pids.map(async (pid) => [pid, await readOne(pid)] as const));
  return new Map(found.flatMap(([pid, bytes]) => (bytes === undefined ? [] : [[pid, bytes]])));
}

/** proc_pid_smaps(5). Old kernels have no summary, and some processes let nobody look into theirs. */
async function readOne(pid: number): Promise<number | undefined> {
  for (const [file, member] of [
    ['smaps_rollup', 'Pss'],
    ['status', 'VmRSS'],
  ]) {
    const text = await readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
    const kilobytes = new RegExp(`^${member}:\\s+(\\d+) kB`, 'm').exec(text)?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  }
  return undefined;
}

async function readPs(pids: readonly number[]): Promise<Map<number, number>> {
  const env = { PATH: '/bin:/usr/bin', LC_ALL: 'C' };
  // It exits with 1 where one of them is gone, and still lists the others.
  const { stdout } = await run('ps', ['-o', 'pid=,rss=', '-p', pids.join(',')], { env }).catch(
    (failure: { stdout?: string }) => ({ stdout: failure.stdout ?? '' }),
  );
  return parseColumns(stdout, 1024);
}

async function readWindows(pids: readonly number[]): Promise<Map<number, number>> {
  const script = `Get-Process -Id ${pids.join(',')} -ErrorAction SilentlyContinue |
    ForEach-Object { "$($_.Id) $($_.WorkingSet64)" }`;
  const flags = ['-NoProfile', '-NonInteractive', '-Command', script];
  const { stdout } = await run('powershell.exe', flags, { windowsHide: true });
  return parseColumns(stdout, 1);
}

function parseColumns(text: string, unit: number): Map<number, number> {
  const rows = text.matchAll(/^\s*(\d+)\s+(\d+)\s*$/gm);
  return new Map([...rows].map(([, pid, amount]) => [Number(pid), Number(amount) * unit]));
}
