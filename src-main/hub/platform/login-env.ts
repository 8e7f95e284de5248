/**
 * What the user's login shell knows and an app started from a dock does not: the PATH on which `npx`
 * and `uvx` are found, and whatever else it is asked for. The package `shell-env` would ask the shell too, but gives it an open
 * stdin and no way to end it when its start-up files wait for something, and hands our npm variables
 * to it (which make nvm refuse to work). So the few lines are our own.
 */
import { spawn } from 'node:child_process';
import { posix, win32 } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Env } from './child-env.ts';
import { endGroup } from './process-group.ts';

export interface LoginEnvInput {
  platform: string;
  env: Env;
  /** The user's login shell, as `os.userInfo().shell` names it. */
  shell: string | null;
  /** Variables to ask for besides PATH. */
  names?: readonly string[];
  /** How long the shell may take, in milliseconds. */
  timeout?: number;
}

export interface LoginEnv {
  path: string;
  /** Of the variables that were asked for, those that are set. */
  variables: Readonly<Record<string, string>>;
  /** Why the login shell's answer is not part of it, where it is not. */
  warning: string | undefined;
}

const systemPath = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin';

/** A function that asks the login shell when it is first called, and only then. */
export function createLoginEnv(input: LoginEnvInput): () => Promise<LoginEnv> {
  let asked: Promise<LoginEnv> | undefined;
  return () => {
    asked ??= readLoginEnv(input);
    return asked;
  };
}

async function readLoginEnv(input: LoginEnvInput): Promise<LoginEnv> {
  const { platform, env, names = [] } = input;
  const own = valueIn(env, 'PATH');
  const ours = setAmong(names, (name) => valueIn(env, name));
  const path = cleanPath(platform, [own]);
  if (platform === 'win32') return { path, variables: ours, warning: undefined };
  const answer = await askShell(input);
  if (answer.ok) {
    const { values } = answer;
    const variables = setAmong(names, (name) => values.get(name));
    const found = cleanPath(platform, [values.get('PATH') ?? '', own]);
    return { path: found, variables, warning: undefined };
  }
  const warning = `The login shell's PATH is unknown (${answer.reason}); commands are looked for on Loom's own PATH.`;
  return { path: path || systemPath, variables: ours, warning };
}

function setAmong(
  names: readonly string[],
  valueFor: (name: string) => string | undefined,
): Record<string, string> {
  const pairs = names.map((name) => [name, valueFor(name) ?? ''] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== ''));
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

type Answer = { ok: true; values: ReadonlyMap<string, string> } | { ok: false; reason: string };

const mark = '__LOOM_ENV__';

/**
 * Every shell understands this much: all else happens in /bin/sh, and nothing between the quotes is
 * special to any of them. `d` is a dollar, since a backslash would not survive everywhere.
 */
function questionFor(names: readonly string[]): string {
  const each = `for n in PATH ${names.join(' ')}; do eval v=$d$n; printf %s ${mark} $n= "$v"; done`;
  return `/bin/sh -c 'd=$; ${each}; printf %s%s ${mark} ${mark}'; exit`;
}

/** Start-up files may print what they like: the answer stands between two marks. */
async function askShell({
  env,
  shell,
  names = [],
  timeout = 3_000,
}: LoginEnvInput): Promise<Answer> {
  if (!shell) return { ok: false, reason: 'the system names no login shell' };
  // A session of its own: an interactive shell on our terminal would stop us (SIGTTOU), and a
  // question put to /dev/tty would wait for an answer. No stdin, for the same reason.
  const child = spawn(shell, ['-ilc', questionFor(names)], {
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
    const values = valuesIn(Buffer.concat(printed).toString());
    if (values) resolve({ ok: true, values });
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
  // What the start-up files left running in the background goes, too; who waits for the answer need
  // not wait for that.
  if (child.pid !== undefined) void endGroup(child.pid, 200).catch(() => undefined);
  return answer;
}

/** Undefined until the answer is whole: it ends with two marks. */
function valuesIn(printed: string): ReadonlyMap<string, string> | undefined {
  const [, ...parts] = printed.split(mark);
  if (parts.indexOf('') < 0) return undefined;
  const pairs = parts.slice(0, parts.indexOf('')).map((part): [string, string] => {
    const text = stripVTControlCharacters(part);
    const at = text.indexOf('=');
    return [text.slice(0, at), text.slice(at + 1).trim()];
  });
  return new Map(pairs);
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
