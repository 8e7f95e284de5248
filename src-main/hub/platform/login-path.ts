/**
 * The PATH of the user's login shell: an app started from a dock has a bare one, on which neither
 * `npx` nor `uvx` is found. The package `shell-env` would ask the shell too, but gives it an open
 * stdin and no way to end it when its start-up files wait for something, and hands our npm variables
 * to it (which make nvm refuse to work). So the few lines are our own.
 */
import { spawn } from 'node:child_process';
import { posix, win32 } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Env } from './child-env.ts';
import { endGroup } from './process-group.ts';

export interface LoginPathInput {
  platform: string;
  env: Env;
  /** The user's login shell, as `os.userInfo().shell` names it. */
  shell: string | null;
  /** How long the shell may take, in milliseconds. */
  timeout?: number;
}

export interface LoginPath {
  path: string;
  /** Why the login shell's PATH is not part of it, where it is not. */
  warning: string | undefined;
}

const systemPath = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin';

/** A function that asks the login shell when it is first called, and only then. */
export function createLoginPath(input: LoginPathInput): () => Promise<LoginPath> {
  let asked: Promise<LoginPath> | undefined;
  return () => {
    asked ??= readLoginPath(input);
    return asked;
  };
}

async function readLoginPath(input: LoginPathInput): Promise<LoginPath> {
  const { platform } = input;
  const own = valueIn(input.env, 'PATH');
  if (platform === 'win32') return { path: cleanPath(platform, [own]), warning: undefined };
  const answer = await askShell(input);
  if (answer.ok) return { path: cleanPath(platform, [answer.path, own]), warning: undefined };
  const warning = `The login shell's PATH is unknown (${answer.reason}); commands are looked for on Loom's own PATH.`;
  return { path: cleanPath(platform, [own]) || systemPath, warning };
}

function valueIn(env: Env, name: string): string {
  const found = Object.keys(env).find((key) => key.toUpperCase() === name);
  return (found && env[found]) ?? '';
}

/**
 * Joins PATHs, the first one's entries first. Left out: entries that npm put there for its scripts,
 * relative and empty ones (they would mean the current folder), and repetitions.
 */
export function cleanPath(platform: string, paths: readonly string[]): string {
  const { delimiter, isAbsolute } = platform === 'win32' ? win32 : posix;
  const entries = new Map<string, string>();
  for (const entry of paths.flatMap((path) => path.split(delimiter))) {
    const folder = platform === 'win32' ? entry.replace(/^"(.*)"$/, '$1') : entry;
    if (!isAbsolute(folder) || npmFolder.test(folder)) continue;
    const trimmed = folder.replace(/(?<=[^:\\/])[\\/]+$/, '');
    const key = platform === 'win32' ? trimmed.toLowerCase() : trimmed;
    if (!entries.has(key)) entries.set(key, folder);
  }
  return [...entries.values()].join(delimiter);
}

const npmFolder = /[\\/](node_modules[\\/]+\.bin|node-gyp-bin)[\\/]*$/;

type Answer = { ok: true; path: string } | { ok: false; reason: string };

const mark = '__LOOM_PATH__';
const question = `printf %s ${mark}; printenv PATH; printf %s ${mark}; exit`;

/** Start-up files may print what they like: the answer stands between two marks. */
async function askShell({ env, shell, timeout = 3_000 }: LoginPathInput): Promise<Answer> {
  if (!shell) return { ok: false, reason: 'the system names no login shell' };
  // A session of its own: an interactive shell on our terminal would stop us (SIGTTOU), and a
  // question put to /dev/tty would wait for an answer. No stdin, for the same reason.
  const child = spawn(shell, ['-ilc', question], {
    env: shellEnv(env),
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const printed: Buffer[] = [];
  const { promise: done, resolve } = Promise.withResolvers<Answer>();
  const timer = setTimeout(() => {
    resolve({ ok: false, reason: `${shell} did not answer within ${timeout} ms` });
  }, timeout);
  child.on('error', (error) => resolve({ ok: false, reason: error.message }));
  child.stdout.on('data', (chunk: Buffer) => {
    printed.push(chunk);
    const path = between(printed);
    if (path !== undefined) resolve({ ok: true, path });
  });
  child.on('close', (code, signal) => {
    resolve({
      ok: false,
      reason: `${shell} ended without an answer (${signal ?? `code ${code}`})`,
    });
  });
  const answer = await done;
  clearTimeout(timer);
  child.stdout.destroy();
  // What the start-up files left running in the background goes, too; who waits for the PATH need
  // not wait for that.
  if (child.pid !== undefined) void endGroup(child.pid, 200).catch(() => undefined);
  return answer;
}

function between(printed: readonly Buffer[]): string | undefined {
  const [, path, end] = Buffer.concat(printed).toString().split(mark);
  return path === undefined || end === undefined
    ? undefined
    : stripVTControlCharacters(path).trim();
}

/** Ours without npm's; and without what frameworks for zsh would do on each start. */
function shellEnv(env: Env): Record<string, string | undefined> {
  const passed = Object.entries(env).filter(([name]) => !/^npm_/i.test(name));
  return {
    ...Object.fromEntries(passed),
    PATH: cleanPath('posix', [valueIn(env, 'PATH')]) || systemPath,
    DISABLE_AUTO_UPDATE: 'true',
    ZSH_TMUX_AUTOSTARTED: 'true',
    ZSH_TMUX_AUTOSTART: 'false',
  };
}
