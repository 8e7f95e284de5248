import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RealClient } from './real-clients.ts';

export type Installed =
  | { ok: true; command: string; [Symbol.asyncDispose](): Promise<void> }
  | { ok: false; reason: string };

/** A client from npm in a folder of its own, which goes with it: some take 400 MB. */
export async function installClient({ npm, version, command }: RealClient): Promise<Installed> {
  const folder = mkdtempSync(join(tmpdir(), 'loom-client-'));
  const remove = async () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  // Their own install scripts put the program for this system in its place.
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ allowScripts: { [npm]: true } }));
  const args = ['install', '--no-audit', '--no-fund', '--prefer-offline', `${npm}@${version}`];
  const child = spawn('npm', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  child.stdout.resume();
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) {
    await remove();
    const lines = said.split('\n').filter((line) => line.startsWith('npm error'));
    return { ok: false, reason: `npm did not install ${npm}@${version}: ${lines.join(' ')}` };
  }
  return {
    ok: true,
    command: join(folder, 'node_modules/.bin', command),
    [Symbol.asyncDispose]: remove,
  };
}
