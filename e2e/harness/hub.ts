/** A built hub in a home of its own, run as `loom serve`. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { createHubClient, type HubClient } from '../../src-cli/hub-client.ts';
import type { HubState } from '../../src-shared/domain/hub-state.ts';
import { type HubFile, loomPaths } from '../../src-shared/paths.ts';
import {
  createHome,
  type HomeOptions,
  loomEntry,
  type TestHome,
  testEnv,
  writeFiles,
} from './home.ts';
import { waitUntilGone } from './processes.ts';

const askEveryMs = 100;

export interface HubOptions extends HomeOptions {
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
    // At once: a file that stays empty for a while says that there are no servers.
    writeRegistry: async (text) => writeFileSync(paths.registry, text),
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

/**
 * Follows the hub behind `api`; rejects with the last state after `withinMs`. The hub looks once a
 * second whether calls began or ended, which is rare for a test: it is asked now and then as well.
 */
export async function waitForState(
  api: HubClient,
  predicate: (state: HubState) => boolean,
  withinMs: number,
): Promise<HubState> {
  const giveUp = new AbortController();
  const { signal } = giveUp;
  const timer = setTimeout(() => giveUp.abort(), withinMs);
  let last: HubState | undefined;

  async function firstOf(states: AsyncIterable<HubState>): Promise<HubState | undefined> {
    for await (const state of states) {
      last = state;
      if (predicate(state)) return state;
    }
    return undefined;
  }

  async function* asked(): AsyncGenerator<HubState> {
    for (;;) {
      await pause(askEveryMs, undefined, { signal });
      yield await api.hub.state(undefined, { signal });
    }
  }

  try {
    const pushed = api.hub.changes(undefined, { signal }).then(firstOf);
    const found = await Promise.race([pushed, firstOf(asked())]);
    if (found) return found;
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
    giveUp.abort();
  }
  throw new Error(`not within ${withinMs} ms; last state:\n${JSON.stringify(last, null, 2)}`);
}
