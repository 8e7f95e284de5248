import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Suite } from './suites.ts';

const nodeModules = join(import.meta.dirname, '../../node_modules');

/** One check as the suites write it down; a scenario may make the same one several times. */
export interface Check {
  id: string;
  status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'INFO' | 'SKIPPED';
  errorMessage?: string;
}

export interface Scenario {
  name: string;
  /** Whether the revision demands it: those of extensions and later additions are run, no more. */
  isScored: boolean;
  checks: readonly Check[];
  /** What the client under test complained of itself; empty where it is a server that is. */
  stderr: string;
}

/**
 * Runs a suite to its end and returns what it found, by the scenarios' names.
 *
 * @param target - `server --url <url>` or `client --command <command>`.
 * @throws Error with the suite's output where it reports no scenario at all.
 */
export async function runSuite(suite: Suite, target: readonly string[]): Promise<Scenario[]> {
  // The suites leave nothing behind but this folder.
  const folder = mkdtempSync(join(tmpdir(), 'loom-conformance-'));
  try {
    const runs = suite.runs.map((args) => run(suite, [...target, ...args, '-o', folder], folder));
    const output = (await Promise.all(runs)).join('\n');
    const scenarios = readScenarios(folder, unscoredIn(output));
    if (scenarios.length === 0) throw new Error(`no result of ${suite.name}:\n${output}`);
    return scenarios;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @returns what it printed; its exit code says less than its files. */
async function run(suite: Suite, args: readonly string[], folder: string): Promise<string> {
  const entry = join(nodeModules, suite.program, 'dist/index.js');
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return `${output}${errors}`;
}

/** Each scenario has a folder `[server-]<name>-<time>`; a name may hold slashes. */
function readScenarios(folder: string, unscored: ReadonlySet<string>): Scenario[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('checks.json'))
    .map((file) => {
      const name = dirname(file)
        .replace(/-\d{4}-\d\d-\d\dT[\d-]+Z$/, '')
        // Some names begin with `server-` themselves: only the first one is the mode.
        .replace(/^server-/, '');
      const checks: Check[] = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      const stderr = readIfThere(join(folder, dirname(file), 'stderr.txt'));
      return { name, isScored: !unscored.has(name), checks, stderr };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** The list at the end: `Not scored for <revision>: …`, a line `✗ <name> (<why>)` for each. */
function unscoredIn(output: string): Set<string> {
  const list = output.split('\nNot scored for ')[1] ?? '';
  return new Set([...list.matchAll(/^ +[✓✗] (\S+) \(/gm)].map(([, name]) => name ?? ''));
}
