import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './root.js';

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

export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
