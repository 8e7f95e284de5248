/** A packaged app as somebody installed it, whose runtime is the stand-in. */
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { HubFile } from '../../src-shared/paths.ts';
import { testEnv, writeFiles } from '../harness/home.ts';
import { waitUntilGone } from '../harness/processes.ts';
import { serverEntry } from '../harness/servers.ts';
import { put, unpackForNode } from './stand-in-electron.ts';

export const isLinux = process.platform === 'linux';
export const arch = process.arch === 'arm64' ? 'arm64' : 'x64';

/** What electron-builder calls the folder that it packs. */
export const unpackedFolder = arch === 'x64' ? 'linux-unpacked' : 'linux-arm64-unpacked';

/** Lays out a tar.gz as a user would, and returns its folder. */
export function install(archive: string, into: string): string {
  mkdirSync(into, { recursive: true });
  execFileSync('tar', ['-xzf', archive, '-C', into]);
  const [folder = ''] = readdirSync(into);
  unpackForNode(join(into, folder, 'resources'));
  return join(into, folder);
}

/** An environment as bare as some clients': no PATH, so no Node. */
export function bareEnv(home: string, more: Record<string, string> = {}): Record<string, string> {
  return testEnv(home, { PATH: '', ...more });
}

/** The same, of a user whose hub is the usual one: the desktop app is nobody else's. */
export function usualEnv(home: string, more: Record<string, string> = {}): Record<string, string> {
  return bareEnv(home, { LOOM_HOME: '', ...more });
}

export async function writeUsualFiles(home: string): Promise<void> {
  const folder = join(home, '.config/loom');
  mkdirSync(folder, { recursive: true });
  await writeFiles(folder, { servers: { echo: serverEntry('echo') }, config: {} });
}

/** What the hub of `usualEnv` says of itself. */
export function usualHub(home: string): HubFile {
  return JSON.parse(readFileSync(join(home, '.local/state/loom/hub.json'), 'utf8'));
}

export async function stopUsualHub(home: string): Promise<void> {
  const { pid } = usualHub(home);
  process.kill(pid, 'SIGTERM');
  await waitUntilGone(pid, 10_000);
}

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end. */
export function run(
  program: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(program, args, { env, cwd: '/' }, (error, stdout, stderr) => {
      const code = error ? Number(error.code ?? 1) : 0;
      resolve({ code, stdout, stderr });
    });
  });
}

/** A folder with these of the system's programs, for a PATH without Node. */
export function folderOfPrograms(folder: string, names: readonly string[]): string {
  mkdirSync(folder, { recursive: true });
  for (const name of names) {
    const [found] = ['/usr/bin', '/bin'].filter((place) => readdirSync(place).includes(name));
    if (found) symlinkSync(join(found, name), join(folder, name));
  }
  return folder;
}

export function putProgram(file: string, text: string): void {
  put(file, text);
  chmodSync(file, 0o755);
}
