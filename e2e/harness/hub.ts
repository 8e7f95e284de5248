/** A built hub in a home of its own, run as `loom serve`. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { createHubClient, type HubClient } from '../../src-cli/hub-client.ts';
import type { HubState } from '../../src-shared/domain/hub-state.ts';
import { type HubFile, loomPaths } from '../../src-shared/paths.ts';
import { expectNoLeftovers, kill, processesOf, waitUntilGone } from './processes.ts';

const root = join(import.meta.dirname, '../..');
/** The command's entry as it was built. */
const loomEntry = join(root, 'dist/cli/loom.cjs');
/** The command as it is installed. */
export const loomCommand = join(root, 'resources/bin/loom');

export interface HubOptions {
  /** Entries of registry.yaml. */
  servers?: Record<string, unknown>;
  /** The whole text of registry.yaml, in place of `servers`. */
  registry?: string;
  /** Laid over a config.yaml that serves HTTP on a free port. */
  config?: Record<string, unknown>;
  env?: Record<string, string>;
  /** What follows `loom serve`. */
  args?: readonly string[];
  /** A home that is there already and stays; its files stay where nothing above replaces them. */
  home?: string;
}

export interface TestHub extends AsyncDisposable {
  /** LOOM_HOME, and HOME of everything that is started for this hub. */
  home: string;
  registryPath: string;
  /** These three are the live hub's: after `kill9`, those of the one that a proxy started. */
  readonly socket: string;
  readonly url: string;
  readonly pid: number;
  api: HubClient;
  /** What the hub printed, both streams. */
  output(): string;
  writeRegistry(text: string): Promise<void>;
  /** SIGTERM; resolves to the exit code of the hub that was started here. */
  stop(): Promise<number>;
  kill9(): Promise<void>;
  /** Follows the hub's own changes; rejects with the last state after `withinMs`. */
  waitForState(predicate: (state: HubState) => boolean, withinMs?: number): Promise<HubState>;
}

/** A hub that ended instead of running. */
export class HubEnded extends Error {
  override readonly name = 'HubEnded';
  readonly exitCode: number | null;
  readonly output: string;

  constructor(exitCode: number | null, output: string) {
    super(`the hub ended with ${exitCode}:\n${output}`);
    this.exitCode = exitCode;
    this.output = output;
  }
}

/** @throws HubEnded where the hub does not come up. */
export async function startHub(options: HubOptions = {}): Promise<TestHub> {
  const own = options.home === undefined ? await createHome(options) : undefined;
  const home = own?.home ?? options.home ?? '';
  if (!own) await writeFiles(home, options);
  const child = spawn(process.execPath, [loomEntry, 'serve', ...(options.args ?? [])], {
    env: testEnv(home, options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const hub = createTestHub(home, child, own);
  const running = once(child.stdout, 'data').then(() => true);
  const ended = once(child, 'close').then(() => false);
  if (await Promise.race([running, ended])) return hub;
  await own?.[Symbol.asyncDispose]();
  throw new HubEnded(child.exitCode, hub.output());
}

export interface TestHome extends AsyncDisposable {
  home: string;
}

/**
 * A home with registry.yaml and config.yaml, without a hub. At its end it stops the hub that lives
 * there, if a proxy started one, and asserts that nothing is left of what ran for it.
 */
export async function createHome(options: Omit<HubOptions, 'home'> = {}): Promise<TestHome> {
  const home = mkdtempSync(join(tmpdir(), 'loom-e2e-'));
  let disposed = false;
  // A test that took too long is abandoned: nothing of it is disposed.
  whenTestEnds(() => {
    if (disposed) return;
    for (const pid of processesOf({ home })) kill(pid);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });
  await writeFiles(home, { config: {}, ...options });
  return {
    home,
    async [Symbol.asyncDispose]() {
      try {
        await stopHubOf(home);
        await expectNoLeftovers({ home });
      } finally {
        rmSync(home, { recursive: true, force: true, maxRetries: 5 });
        disposed = true;
      }
    },
  };
}

function whenTestEnds(clean: () => void): void {
  try {
    onTestFinished(clean);
  } catch {
    // Made outside a test, by a hook: its maker disposes it.
  }
}

async function writeFiles(home: string, options: HubOptions): Promise<void> {
  const registry = options.registry ?? (options.servers && registryText(options.servers));
  if (registry !== undefined) await writeFile(join(home, 'registry.yaml'), registry);
  if (!options.config) return;
  const { http, ...rest } = options.config;
  const config = { http: { address: '127.0.0.1:0', ...(http as object) }, ...rest };
  await writeFile(join(home, 'config.yaml'), stringify(config));
}

async function stopHubOf(home: string): Promise<void> {
  let pid: number;
  try {
    ({ pid } = JSON.parse(readFileSync(join(home, 'hub.json'), 'utf8')) as HubFile);
  } catch {
    return; // None runs.
  }
  if (!processesOf({ home }).includes(pid)) return;
  process.kill(pid, 'SIGTERM');
  await waitUntilGone(pid, 10_000).catch(() => kill(pid));
}

export function registryText(
  servers: Record<string, unknown>,
  more: Record<string, unknown> = {},
): string {
  return stringify({ servers, ...more });
}

/**
 * What tests give to every process of ours: a home, a PATH, and nothing of this machine's, such as its
 * keychain.
 */
export function testEnv(home: string, more: Record<string, string> = {}): Record<string, string> {
  const place = { HOME: home, LOOM_HOME: home, LOOM_VAULT: 'file' };
  return { PATH: process.env.PATH ?? '', ...place, ...more };
}

/** Runs one `loom` command in that home to its end. */
export async function runLoom(
  home: string,
  args: readonly string[],
  env?: Record<string, string>,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [loomEntry, ...args], {
    env: testEnv(home, env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  await once(child, 'close');
  return { code: child.exitCode, stdout, stderr };
}

function createTestHub(home: string, child: ChildProcess, ownHome: TestHome | undefined): TestHub {
  const paths = loomPaths({ platform: process.platform, home, user: '', env: { LOOM_HOME: home } });
  const api = createHubClient(paths);
  const exited = once(child, 'exit');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => {
      output += text;
    });
  }
  let lastFile: HubFile | undefined;

  /** What hub.json says, or said last. */
  function hubFile(): HubFile {
    try {
      lastFile = JSON.parse(readFileSync(paths.hubFile, 'utf8')) as HubFile;
    } catch (cause) {
      if (!lastFile) throw new Error(`no hub has run in ${home}`, { cause });
    }
    return lastFile;
  }

  async function stop(): Promise<number> {
    child.kill('SIGTERM');
    await exited;
    return child.exitCode ?? -1;
  }

  return {
    home,
    api,
    registryPath: paths.registry,
    get socket() {
      return hubFile().socket;
    },
    get url() {
      return hubFile().http ?? '';
    },
    get pid() {
      return hubFile().pid;
    },
    output: () => output,
    writeRegistry: (text) => writeFile(paths.registry, text),
    stop,
    async kill9() {
      const { pid } = hubFile();
      process.kill(pid, 'SIGKILL');
      if (pid === child.pid) await exited;
      else await waitUntilGone(pid);
    },
    waitForState: (predicate, withinMs = 20_000) => waitForState(api, predicate, withinMs),
    async [Symbol.asyncDispose]() {
      const code = child.exitCode ?? child.signalCode ?? (await stop());
      await ownHome?.[Symbol.asyncDispose]();
      if (code === -1 || code === 70) throw new Error(`the hub broke at its end:\n${output}`);
    },
  };
}

async function waitForState(
  api: HubClient,
  predicate: (state: HubState) => boolean,
  withinMs: number,
): Promise<HubState> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), withinMs);
  let last: HubState | undefined;
  try {
    for await (const state of await api.hub.changes(undefined, { signal: giveUp.signal })) {
      last = state;
      if (predicate(state)) return state;
    }
  } catch (error) {
    if (!giveUp.signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
    giveUp.abort();
  }
  throw new Error(`not within ${withinMs} ms; last state:\n${JSON.stringify(last, null, 2)}`);
}
