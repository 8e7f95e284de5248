import { readFileSync } from 'node:fs';
import { dirname, posix, win32 } from 'node:path';
import { appImageArguments, appImageOf } from '../../../src-shared/app-image.ts';
import { hubNodeFlags } from '../../../src-shared/hub-node-flags.ts';
import { makeFolders } from './make-folders.ts';
import { unwritable, writeAtomicallySync } from './write-atomically.ts';

/**
 * A small program at a place that never moves, which starts the real one. Clients' files name it:
 * an AppImage, a disk image and a checkout lie somewhere else tomorrow, and some clients take no
 * blank in a command. Each start of the hub writes anew where the real one is.
 */
export interface StableCommand {
  path: string;
  text: string;
}

export interface StableCommandInput {
  platform: string;
  home: string;
  env: Readonly<Record<string, string | undefined>>;
  /** LOOM_HOME as a full path, where it is set: the command lies in it and leads to its hub. */
  loomHome: string | undefined;
  /** The real program, absolute. */
  program: string;
}

export function stableCommand(input: StableCommandInput): StableCommand {
  const isWindows = input.platform === 'win32';
  return { path: commandPath(input), text: isWindows ? batchText(input) : shellText(input) };
}

/**
 * Writes it where it is missing or says something else.
 *
 * @throws LoomError 'file-unwritable'; what was there stays.
 */
export function writeStableCommand({ path, text }: StableCommand): void {
  if (textAt(path) === text) return;
  try {
    makeFolders(dirname(path));
  } catch (cause) {
    throw unwritable(path, cause);
  }
  writeAtomicallySync(path, text, 0o700);
}

function commandPath({ platform, home, env, loomHome }: StableCommandInput): string {
  if (platform !== 'win32') {
    return posix.join(loomHome ?? posix.join(home, '.local/share/loom'), 'bin', 'loom');
  }
  const { LOCALAPPDATA: named = '' } = env;
  const local = win32.isAbsolute(named) ? named : win32.join(home, 'AppData', 'Local');
  return win32.join(loomHome ?? win32.join(local, 'loom'), 'bin', 'loom.cmd');
}

/** What cannot be read is written anew. */
function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const about = 'Written by Loom whenever it starts: clients start this, wherever Loom itself lies.';
const remedy = 'Start Loom once from where it is now; that mends this.';

function shellText(input: StableCommandInput): string {
  const { loomHome } = input;
  const { programs, args, env } = shellStart(input);
  const lines = [
    '#!/bin/sh',
    `# ${about}`,
    ...(loomHome === undefined ? [] : [`LOOM_HOME=${quoted(loomHome)}`, 'export LOOM_HOME']),
    ...env,
    `for program in ${programs.map(quoted).join(' ')}; do`,
    `  [ -x "$program" ] && exec "$program" ${[...args.map(quoted), '"$@"'].join(' ')}`,
    'done',
    `echo "loom: $program is gone. ${remedy}" >&2`,
    'exit 69',
  ];
  return `${lines.join('\n')}\n`;
}

interface ShellStart {
  /** The first of them that is there is started. */
  programs: string[];
  /** What comes before the command's own arguments. */
  args: string[];
  /** Lines that set the environment. */
  env: string[];
}

function shellStart(input: StableCommandInput): ShellStart {
  const { program, env, platform } = input;
  const image = appImageOf(program, env);
  if (image === undefined) {
    const programs = platform === 'darwin' ? macPrograms(input) : [program];
    return { programs, args: [], env: [] };
  }
  // Each such process has a mount of its own, so that it outlives the app.
  return {
    programs: [image],
    args: [...hubNodeFlags, ...appImageArguments],
    env: ['unset NODE_OPTIONS', 'ELECTRON_RUN_AS_NODE=1', 'export ELECTRON_RUN_AS_NODE'],
  };
}

/**
 * An app that was started where it was downloaded to, or from its disk image, runs from a place that
 * macOS takes away again: then the same app among the applications is meant, once it lies there.
 */
function macPrograms({ program, home }: StableCommandInput): string[] {
  const [, inside] =
    /^(?:\/Volumes\/|.*\/AppTranslocation\/).*?([^/]+\.app\/.*)$/.exec(program) ?? [];
  if (inside === undefined) return [program];
  return [`/Applications/${inside}`, posix.join(home, 'Applications', inside), program];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function batchText({ program, loomHome }: StableCommandInput): string {
  const literal = (text: string) => text.replaceAll('%', '%%');
  const lines = [
    '@echo off',
    `rem ${about}`,
    // cmd reads the lines that follow in the console's code page.
    ...(isAscii(program + (loomHome ?? '')) ? [] : ['chcp 65001 >nul']),
    'setlocal',
    `set "program=${literal(program)}"`,
    'if exist "%program%" goto run',
    `echo loom: "%program%" is gone. ${remedy} 1>&2`,
    'exit /b 69',
    ':run',
    ...(loomHome === undefined ? [] : [`set "LOOM_HOME=${literal(loomHome)}"`]),
    '"%program%" %*',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}
