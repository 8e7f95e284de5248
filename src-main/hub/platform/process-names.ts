import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';

export interface NamedProcess {
  pid: number;
  /** What it calls itself, its program, and the script that an interpreter runs: names only. */
  names: readonly string[];
}

const run = promisify(execFile);

/** What runs on this machine by its names; nothing on Windows, where asking takes seconds. */
export async function listProcessNames(platform = process.platform): Promise<NamedProcess[]> {
  if (platform === 'linux') return listProc();
  return platform === 'win32' ? [] : listPs();
}

async function listProc(): Promise<NamedProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map(readProc));
  return found.filter((one) => one !== undefined);
}

/** Undefined where it ended meanwhile or is somebody else's. */
async function readProc(pid: string): Promise<NamedProcess | undefined> {
  try {
    const own = await readFile(`/proc/${pid}/comm`, 'utf8');
    const [program = '', script = ''] = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split(
      '\0',
    );
    const names = [own.trim(), basename(program), basename(script)];
    return { pid: Number(pid), names: names.filter(Boolean) };
  } catch {
    return undefined;
  }
}

async function listPs(): Promise<NamedProcess[]> {
  const env = { PATH: '/bin:/usr/bin' };
  const { stdout } = await run('ps', ['-axo', 'pid=,comm='], { env, maxBuffer: 2 ** 24 });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, program = ''] = /^\s*(\d+)\s+(\S.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), names: [basename(program)] }];
  });
}
