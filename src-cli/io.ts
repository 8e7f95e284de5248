import { fileURLToPath } from 'node:url';
import { LoomError } from '../src-shared/errors.ts';
import type { HeadlessModule } from '../src-shared/headless.ts';
import type { Paths } from '../src-shared/paths.ts';
import { openUrl } from './open-url.ts';
import { homeFolder, ownPaths } from './proxy/find-hub.ts';
import { type ProgramEnd, runProgram } from './run-program.ts';

export interface CliOutput {
  isTTY?: boolean;
  /** 0 on a terminal that does not tell. */
  columns?: number;
  write(text: string, done?: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  off(event: 'error', listener: (error: Error) => void): unknown;
}

/** Everything outside the command line that a command may touch; tests hand in their own. */
export interface CliIo {
  stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  stdout: CliOutput;
  stderr: CliOutput;
  env: Readonly<Record<string, string | undefined>>;
  paths: Paths;
  cwd: string;
  now(): number;
  /** Calls back on the first Ctrl-C, in place of ending the process; returns how to stop that. */
  onInterrupt(callback: () => void): () => void;
  /** The file of the built hub, which a hub in the background is started from. */
  headlessEntry: string;
  /** The same file's exports, for the commands that need the hub's code. */
  loadHeadless(): Promise<HeadlessModule>;
  openUrl(url: string): Promise<void>;
  /** Runs another program to its end; no shell, no input. */
  run(program: string, args: readonly string[]): Promise<ProgramEnd>;
  machine: Machine;
}

/** What we run on, and as whom. */
export interface Machine {
  platform: string;
  home: string;
  /** The user's number; 0 on Windows, which has none. */
  uid: number;
}

export function processIo(): CliIo {
  // dist/cli/loom.cjs finds dist/main/headless.cjs; a computed URL keeps the bundler away from it.
  const entry = new URL(['..', 'main', 'headless.cjs'].join('/'), import.meta.url);
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    paths: ownPaths(process.env),
    cwd: process.cwd(),
    now: () => Date.now(),
    onInterrupt(callback) {
      process.once('SIGINT', callback);
      return () => process.off('SIGINT', callback);
    },
    headlessEntry: fileURLToPath(entry),
    loadHeadless: () => loadHeadless(entry),
    openUrl: (url) => openUrl(url, process.platform),
    run: runProgram,
    machine: {
      platform: process.platform,
      home: homeFolder(),
      uid: process.getuid?.() ?? 0,
    },
  };
}

async function loadHeadless(entry: URL): Promise<HeadlessModule> {
  try {
    return (await import(/* @vite-ignore */ entry.href)) as HeadlessModule;
  } catch (cause) {
    throw new LoomError('internal', `Loom's hub cannot be loaded from ${fileURLToPath(entry)}.`, {
      cause,
      remedy: 'Install Loom again, or build it: npm run build',
    });
  }
}
