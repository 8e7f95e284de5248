/** Electron's main process: the same hub as `loom serve`, with a tray icon and a window. */
import { join } from 'node:path';
import * as electron from 'electron';
import { describeStart } from '../describe-start.ts';
import { hostDeps } from '../host-deps.ts';
import { createHub } from '../hub/hub.ts';
import { type ShellHub, startShell } from './shell.ts';
import { readShellFlags } from './shell-flags.ts';

// From dist/main and from src-main/shell alike.
const root = join(import.meta.dirname, '..', '..');
const icons = join(root, 'resources', 'icons');
const { hidden, flags } = readShellFlags(process.argv.slice(1));
const deps = hostDeps('desktop', root, flags);

void startShell({
  electron,
  openHub,
  platform: process.platform,
  hidden,
  paths: {
    renderer: deps.rendererDir,
    preload: join(root, 'dist', 'preload', 'preload.cjs'),
    icons,
    appIcon: join(icons, 'app.png'),
  },
});

async function openHub(onStopRequested: () => void): Promise<ShellHub> {
  const hub = await createHub({ ...deps, onStopRequested });
  // For whoever started it from a terminal; no link with its code, since a desktop keeps this text.
  const where = 'in its window; for a browser: loom console';
  console.log(describeStart(hub.service.state(), where));
  return { ...hub, log: { error: ({ err }, message) => console.error(message, err) } };
}
