import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinnedNode } from './pinned-node.js';
import { inRoot } from './root.js';
import { runCollecting } from './run.js';
import { say } from './say.js';

/**
 * Electron's program, or undefined when its runtime is not there. Never asks the `electron`
 * package itself: that downloads the runtime when it is missing.
 */
export function electronProgram() {
  const nameFile = inRoot('node_modules/electron/path.txt');
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? inRoot('node_modules/electron/dist');
  const name = existsSync(nameFile) ? readFileSync(nameFile, 'utf8') : 'electron';
  const program = join(folder, name);
  return existsSync(program) ? program : undefined;
}

/**
 * Electron's program, fetched once where the runtime is missing and can be had. Undefined where it
 * cannot: Loom then runs without a window of its own, and says so.
 */
export async function ensureElectron() {
  const program = electronProgram();
  if (program || process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) return program;
  say('fetching the runtime of the desktop app, about 120 MB, once …');
  const { code, output } = await runCollecting(pinnedNode, [
    inRoot('node_modules/electron/install.js'),
  ]);
  if (code === 0) return electronProgram();
  const [reason = 'no reason given'] = output.trim().split('\n');
  say(`it could not be fetched (${reason}), so Loom runs without a window of its own.`);
  return undefined;
}

export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
