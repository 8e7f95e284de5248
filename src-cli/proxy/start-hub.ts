import type { ChildProcess } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCodes, LoomError } from '../../src-shared/errors.ts';
import type { Paths } from '../../src-shared/paths.ts';
import { homeFolder } from './find-hub.ts';
import type { HubProgram } from './hub-programs.ts';

/** A hub on its way up. */
export interface HubStart {
  pid: number | undefined;
  /** What became of it; `superfluous` where it ended because another hub lives. */
  outcome(): 'pending' | 'superfluous' | LoomError;
  /** To be called when there is a hub, or nobody waits for one any more. */
  release(): void;
}

export interface HubStartOptions {
  /** The hub's entry, `dist/main/headless.cjs`; whatever starts it, this is a part of. */
  entry: string;
  program: HubProgram;
  paths: Paths;
}

/** Longer than a hub needs to come up; after that another proxy may try. */
const leaseMs = 10_000;
const logLimit = 1024 * 1024;
const tailBytes = 2048;

/**
 * Starts a hub that outlives us, unless another proxy is just doing so (then undefined). Many
 * proxies lose their hub at the same moment; two of them starting one would do no harm, for the
 * second hub ends by itself, but fifty would.
 */
export function startHub({ entry, program, paths }: HubStartOptions): HubStart | undefined {
  if (!existsSync(entry)) {
    throw new LoomError('hub-not-running', `no hub runs, and ${entry} does not exist`, {
      remedy: 'Run `npm run build`, or start a hub with `loom serve`.',
    });
  }
  const lease = takeLease(paths.state);
  if (!lease) return undefined;
  const log = openLog(paths.state);
  const child = spawnHub(program, paths, log?.descriptor ?? 'ignore');
  if (log) closeSync(log.descriptor);
  let outcome: ReturnType<HubStart['outcome']> = 'pending';
  child.on('error', (cause) => {
    outcome = new LoomError('hub-not-running', `the hub could not be started: ${cause.message}`);
  });
  child.on('exit', (code, signal) => {
    outcome = isSuperfluous(program, code) ? 'superfluous' : endedEarly(code ?? signal, log);
  });
  return { pid: child.pid, outcome: () => outcome, release: lease.release };
}

/** The desktop app ends without a word where it runs already. */
function isSuperfluous({ kind }: HubProgram, code: number | null): boolean {
  return code === errorCodes['hub-already-running'].exit || (kind === 'desktop' && code === 0);
}

function spawnHub(program: HubProgram, paths: Paths, output: number | 'ignore'): ChildProcess {
  // Loaded only here: the usual proxy finds its hub running.
  const { spawn } = process.getBuiltinModule('node:child_process');
  const home = homeFolder();
  const child = spawn(program.command, program.args, {
    detached: true,
    windowsHide: true,
    // Not the client's folder: the hub outlives it.
    cwd: existsSync(home) ? home : undefined,
    stdio: ['ignore', output, output],
    env: { ...process.env, ...program.env, ...compileCache(paths.state) },
  });
  child.unref();
  return child;
}

/**
 * In a folder that is ours: whoever could write it could run code as us. Not where that could not be
 * made: Node would try for ever where the system takes no folders.
 */
function compileCache(state: string): Record<string, string> {
  return existsSync(state) ? { NODE_COMPILE_CACHE: join(state, 'compile-cache') } : {};
}

/** The right to start a hub, for a few seconds: a file that only one proxy can create. */
export function takeLease(state: string): { release(): void } | undefined {
  const file = join(state, 'hub.starting');
  const release = () => rmSync(file, { force: true });
  try {
    makeFolders(state);
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (age > leaseMs) release();
    closeSync(openSync(file, 'wx', 0o600));
    return { release };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    // The folder cannot be written: the hub will say so better than we can.
    return { release() {} };
  }
}

/** Node's own `recursive` never ends where the system takes no folders, as in /proc. */
function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!existsSync(folder)) throw error; // Another proxy may have been first.
  }
}

interface Log {
  file: string;
  descriptor: number;
  /** Where this start's output begins. */
  from: number;
}

/** Where the hub's output goes; undefined where no file can be written. */
function openLog(state: string): Log | undefined {
  const file = join(state, 'logs', 'hub-output.log');
  try {
    makeFolders(join(state, 'logs'));
    const descriptor = openSync(file, 'a', 0o600);
    const { size } = fstatSync(descriptor);
    if (size > logLimit) ftruncateSync(descriptor);
    return { file, descriptor, from: size > logLimit ? 0 : size };
  } catch {
    return undefined;
  }
}

function endedEarly(how: number | string | null, log: Log | undefined): LoomError {
  const stderr = log ? lastLines(log) : [];
  const output = stderr.length > 0 ? `: ${stderr.join(' | ')}` : '';
  return new LoomError('hub-not-running', `the hub ended at start (${how})${output}`, {
    stderr,
    remedy: 'Run `loom serve` to see why, or `loom doctor`.',
  });
}

function lastLines({ file, from }: Log): string[] {
  // Whoever cleans up may have taken the file away.
  if (!existsSync(file)) return [];
  const descriptor = openSync(file, 'r');
  try {
    const start = Math.max(from, fstatSync(descriptor).size - tailBytes);
    const bytes = Buffer.alloc(tailBytes);
    const length = readSync(descriptor, bytes, 0, tailBytes, start);
    const lines = bytes.toString('utf8', 0, length).trim().split('\n');
    return lines.filter((line) => line.trim()).slice(-5);
  } finally {
    closeSync(descriptor);
  }
}
