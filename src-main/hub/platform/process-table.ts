/**
 * What runs on this machine, as far as ending processes safely needs it: who belongs to whom, and
 * when it started, so that a process that merely inherited a number is told apart.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface ProcessInfo {
  pid: number;
  parent: number;
  /** The process group; on Windows, which has none, the pid. */
  group: number;
  /** The session, where the platform tells; our children lead one of their own. */
  session: number | undefined;
  /**
   * When it started: clock ticks since boot on Linux, seconds since 1970 on macOS, FILETIME on
   * Windows. The same for as long as the process lives; to be compared within one boot.
   */
  start: number;
  /** Dead, but its parent has not looked yet. */
  zombie: boolean;
}

const run = promisify(execFile);

/** All processes that we may see. */
export async function listProcesses(platform = process.platform): Promise<ProcessInfo[]> {
  if (platform === 'linux') return listProc();
  return platform === 'win32' ? listWindows('') : listWithPs('-ax');
}

/** One process; undefined where there is none of that number. */
export async function findProcess(
  pid: number,
  platform = process.platform,
): Promise<ProcessInfo | undefined> {
  if (platform === 'linux') return readProc(pid);
  const found =
    platform === 'win32'
      ? await listWindows(`-Filter "ProcessId=${pid}"`)
      : await listWithPs(`-p${pid}`);
  return found.find((info) => info.pid === pid);
}

/** The same at once, where that costs next to nothing: on Linux; undefined elsewhere. */
export function findProcessNow(pid: number, platform = process.platform): ProcessInfo | undefined {
  if (platform !== 'linux') return undefined;
  try {
    return parseProcStat(pid, readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Names this run of the machine, or of the container (which counts its pids anew): processes of
 * another one are gone, and their start times mean nothing. Empty where start times are absolute.
 */
export function readBootId(platform = process.platform): string {
  if (platform !== 'linux') return '';
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot} ${parseProcStat(1, readFileSync('/proc/1/stat', 'utf8')).start}`;
}

async function listProc(): Promise<ProcessInfo[]> {
  const names = await readdir('/proc');
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  const infos = await Promise.all(pids.map(readProc));
  return infos.filter((info) => info !== undefined);
}

async function readProc(pid: number): Promise<ProcessInfo | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch((error: unknown) => {
    if (isGone(error)) return undefined;
    throw error;
  });
  return stat === undefined ? undefined : parseProcStat(pid, stat);
}

function isGone(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ESRCH';
}

/** proc_pid_stat(5). The command's name may hold spaces and brackets: fields count from the last. */
export function parseProcStat(pid: number, stat: string): ProcessInfo {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, parent, group, session] = fields;
  return {
    pid,
    parent: Number(parent),
    group: Number(group),
    session: Number(session),
    start: Number(fields[19]),
    zombie: state === 'Z' || state === 'X',
  };
}

async function listWithPs(selection: string): Promise<ProcessInfo[]> {
  const columns = 'pid=,ppid=,pgid=,stat=,lstart=';
  // A fixed zone and language: the same start must read the same after the user has travelled.
  const env = { PATH: '/bin:/usr/bin', TZ: 'UTC', LC_ALL: 'C' };
  const { stdout } = await run('ps', [selection, '-o', columns], { env, maxBuffer: 2 ** 24 }).catch(
    (failure: { code?: unknown; stdout?: string; stderr?: string }) => {
      // ps exits with 1 where it found no such process.
      if (failure.code === 1 && !failure.stderr) return { stdout: failure.stdout ?? '' };
      throw failure;
    },
  );
  return stdout.split('\n').flatMap(parsePsLine);
}

function parsePsLine(line: string): ProcessInfo[] {
  const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S.*\S)\s*$/.exec(line);
  if (!match) return [];
  const [, pid, parent, group, state = '', started] = match;
  return [
    {
      pid: Number(pid),
      parent: Number(parent),
      group: Number(group),
      session: undefined,
      start: Date.parse(`${started} UTC`) / 1000,
      zombie: state.startsWith('Z'),
    },
  ];
}

async function listWindows(filter: string): Promise<ProcessInfo[]> {
  const script = `Get-CimInstance Win32_Process ${filter} | Where-Object CreationDate | ForEach-Object {
    "$($_.ProcessId) $($_.ParentProcessId) $($_.CreationDate.ToFileTimeUtc())" }`;
  const flags = ['-NoProfile', '-NonInteractive', '-Command', script];
  const { stdout } = await run('powershell.exe', flags, { windowsHide: true, maxBuffer: 2 ** 24 });
  return stdout.split(/\r?\n/).flatMap((line) => {
    const [pid, parent, start] = line.trim().split(' ').map(Number);
    if (pid === undefined || parent === undefined || start === undefined) return [];
    return [{ pid, parent, group: pid, session: undefined, start, zombie: false }];
  });
}
