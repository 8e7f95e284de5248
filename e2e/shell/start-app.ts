/** The built desktop app as a process of its own, with a stand-in for Electron. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createHubClient, type HubClient } from '../../src-cli/hub-client.ts';
import type { HubState } from '../../src-shared/domain/hub-state.ts';
import { type HubFile, loomPaths } from '../../src-shared/paths.ts';
import { createHome, type HomeOptions, testEnv, writeFiles } from '../harness/home.ts';
import { waitForState } from '../harness/hub.ts';
import { createLineToApp, type LineToApp } from './line-to-app.ts';

export interface AppOptions extends HomeOptions {
  args?: readonly string[];
  env?: Record<string, string>;
  /** As installed, not run from its sources. */
  packaged?: boolean;
  /** What its user reads, the first one best; English unless a test says otherwise. */
  languages?: string[];
  /** A home that is there already and stays. */
  home?: string;
}

export interface TestApp extends LineToApp, AsyncDisposable {
  home: string;
  pid: number;
  api: HubClient;
  /** What hub.json says now. */
  hubFile(): HubFile;
  /** What the app printed, both streams. */
  output(): string;
  waitForState(predicate: (state: HubState) => boolean): Promise<HubState>;
  /** Resolves when the process is gone: its exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
  kill(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

const runShell = join(import.meta.dirname, 'run-shell.ts');
const builtShell = join(import.meta.dirname, '../../dist/main/shell.cjs');

/** The app as soon as its process is there; it may end at once. */
export async function startApp(options: AppOptions = {}): Promise<TestApp> {
  const own = options.home === undefined ? await createHome(options) : undefined;
  const home = own?.home ?? options.home ?? '';
  if (!own) await writeFiles(home, options);
  const child = fork(runShell, [builtShell, ...(options.args ?? [])], {
    env: testEnv(home, {
      ...options.env,
      STAND_IN: JSON.stringify({ packaged: options.packaged, languages: options.languages }),
    }),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
    // Bytes arrive as bytes, as between Electron's processes.
    serialization: 'advanced',
  });
  return createTestApp(home, child, async () => own?.[Symbol.asyncDispose]());
}

/** The app once its tray is there, which comes when its hub runs. */
export async function openApp(options: AppOptions = {}): Promise<TestApp> {
  const app = await startApp(options);
  const isUp = untilTray(app).then(() => undefined);
  const isGone = app.ended.then((end) => `the app ended with ${end}:\n${app.output()}`);
  const complaint = await Promise.race([isUp, isGone]);
  if (!complaint) return app;
  await app[Symbol.asyncDispose]();
  throw new Error(complaint);
}

async function untilTray({ desktop }: TestApp): Promise<void> {
  await expect.poll(async () => (await desktop.look()).trays).toHaveLength(1);
}

function createTestApp(home: string, child: ChildProcess, onEnd: () => Promise<void>): TestApp {
  const paths = loomPaths({ platform: process.platform, home, user: '', env: { LOOM_HOME: home } });
  const api = createHubClient(paths);
  const ended = once(child, 'close').then(() => child.exitCode ?? child.signalCode ?? -1);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => {
      output += text;
    });
  }
  const kill = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return {
    ...createLineToApp(child),
    home,
    pid: child.pid ?? 0,
    api,
    hubFile: () => JSON.parse(readFileSync(paths.hubFile, 'utf8')) as HubFile,
    output: () => output,
    waitForState: (predicate) => waitForState(api, predicate, 30_000),
    ended,
    kill,
    async [Symbol.asyncDispose]() {
      await kill('SIGTERM');
      await onEnd();
    },
  };
}
