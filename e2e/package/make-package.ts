/** Runs `npm run package`'s own job, with a stand-in for Electron. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinnedNode } from '../../scripts/lib/pinned-node.js';
import { inRoot, root } from '../../scripts/lib/root.js';

export interface MadePackage extends Disposable {
  folder: string;
  /** Where the files are that electron-builder made. */
  output: string;
  /** All that it said. */
  said: string;
}

export function temporaryFolder(): { folder: string } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), 'loom-package-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  return { folder, [Symbol.dispose]: remove };
}

/** @throws Error with all that it said, where it failed. */
export async function makePackage(
  lay: (folder: string) => Promise<void>,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<MadePackage> {
  const made = temporaryFolder();
  const output = join(made.folder, 'made');
  const electron = join(made.folder, 'electron');
  try {
    await lay(electron);
    const job = inRoot('scripts/lib/package/main.js');
    const places = ['--output', output, '--electron-dist', electron];
    const said = await run([job, ...args, ...places], env);
    return { ...made, output, said };
  } catch (error) {
    made[Symbol.dispose]();
    throw error;
  }
}

async function run(args: readonly string[], env: Record<string, string>): Promise<string> {
  const child = spawn(pinnedNode, args, {
    cwd: root,
    // No proxy, no token, no certificate of this machine's: nothing is fetched, nothing signed.
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', CI: 'true', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      said += text;
    });
  }
  await once(child, 'close');
  if (child.exitCode !== 0) throw new Error(`packaging ended with ${child.exitCode}:\n${said}`);
  return said;
}
