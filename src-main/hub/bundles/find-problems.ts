import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { BundleProblem } from '../../../src-shared/domain/bundle.ts';
import { findCommand } from '../doctor/find-command.ts';
import { type Launch, secretsInArguments } from './launch.ts';
import type { Manifest } from './manifest.ts';
import type { BundleSlot } from './read-parameters.ts';
import { isInRange } from './version-range.ts';

const run = promisify(execFile);

/** How long a runtime may take to say its version. */
const patienceMs = 10_000;

export interface Machine {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  /** The PATH on which servers' commands are looked for. */
  loginEnv(): Promise<{ path: string }>;
}

interface Looked {
  manifest: Manifest;
  launch: Launch;
  slots: readonly BundleSlot[];
  /** The names of all files in the bundle. */
  files: ReadonlySet<string>;
}

/** What stands against running a bundle here. Nothing of the bundle is run for it. */
export async function findProblems(looked: Looked, machine: Machine): Promise<BundleProblem[]> {
  const { manifest, launch, slots, files } = looked;
  const { platforms } = manifest.compatibility;
  const here = machine.platform;
  const entryPoint = manifest.server.entry_point.replace(/^\.\//, '');
  return [
    ...(platforms && !platforms.includes(here)
      ? [{ kind: 'platform' as const, platforms, here }]
      : []),
    ...(files.has(entryPoint)
      ? []
      : [{ kind: 'missing-file' as const, file: manifest.server.entry_point }]),
    ...(await programProblems(launch.command, manifest, machine)),
    ...secretsInArguments(launch, slots).map(({ parameter }) => ({
      kind: 'secret-in-arguments' as const,
      parameter: parameter.name,
    })),
  ];
}

async function programProblems(
  program: string,
  { compatibility }: Manifest,
  { platform, env, home, loginEnv }: Machine,
): Promise<BundleProblem[]> {
  // One that the bundle brings along, or that a setting decides, is none of the machine's.
  if (program.includes('${')) return [];
  const { path } = await loginEnv();
  const file = findCommand(program, { platform, path, cwd: home, endings: env.PATHEXT });
  if (file === undefined) return [{ kind: 'missing-program', program }];
  const runtime = /^(node|python)[\d.]*(\.exe)?$/i.exec(program)?.[1]?.toLowerCase();
  const wanted = compatibility.runtimes?.[runtime as 'node' | 'python'];
  if (runtime === undefined || wanted === undefined) return [];
  const found = await versionOf(file);
  if (found === undefined || isInRange(found, wanted) !== false) return [];
  return [{ kind: 'program-version', program, found, wanted }];
}

/** What the machine's own Node or Python says; undefined where it says nothing, which is no proof. */
async function versionOf(file: string): Promise<string | undefined> {
  try {
    const { stdout, stderr } = await run(file, ['--version'], { timeout: patienceMs });
    return /\d+\.\d+(\.\d+)?/.exec(stdout || stderr)?.[0];
  } catch {
    return undefined;
  }
}
