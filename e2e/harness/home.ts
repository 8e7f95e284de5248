/** A home of its own for a hub and for what people run beside it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import type { HubFile } from '../../src-shared/paths.ts';
import { expectNoLeftovers, kill, processesOf, waitUntilGone } from './processes.ts';

const root = join(import.meta.dirname, '../..');
/** The command's entry as it was built. */
export const loomEntry = join(root, 'dist/cli/loom.cjs');
/** The command as it is installed. */
export const loomCommand = join(root, 'resources/bin/loom');

export interface HomeOptions {
  /** Entries of registry.yaml. */
  servers?: Record<string, unknown>;
  /** The whole text of registry.yaml, in place of `servers`. */
  registry?: string;
  /** Laid over a config.yaml that serves HTTP on a free port. */
  config?: Record<string, unknown>;
}

export interface TestHome extends AsyncDisposable {
  home: string;
}

/**
 * A home with registry.yaml and config.yaml, without a hub. At its end it stops the hub that lives
 * there, if a proxy started one, and asserts that nothing is left of what ran for it.
 */
export async function createHome(options: HomeOptions = {}): Promise<TestHome> {
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

/** Writes the files that the options name; others stay as they are. */
export async function writeFiles(home: string, options: HomeOptions): Promise<void> {
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

/** A registry.yaml of these servers, and whatever else stands in it. */
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
