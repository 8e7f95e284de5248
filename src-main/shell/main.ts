/** Electron's main process: the same hub as `loom serve`, with a tray icon and a window. */
import { join } from 'node:path';
import * as electron from 'electron';
import { loomPaths } from '../../src-shared/paths.ts';
import { version } from '../../src-shared/version.ts';
import { describeStart } from '../describe-start.ts';
import { createHub } from '../hub/hub.ts';
import { currentUser } from '../hub/platform/current-user.ts';
import { type ShellHub, startShell } from './shell.ts';

// From dist/main and from src-main/shell alike.
const root = join(import.meta.dirname, '..', '..');
const icons = join(root, 'resources', 'icons');
const renderer = join(root, 'dist', 'renderer');

void startShell({
  electron,
  openHub,
  platform: process.platform,
  hidden: process.argv.includes('--hidden'),
  paths: {
    renderer,
    preload: join(root, 'dist', 'preload', 'preload.cjs'),
    icons,
    appIcon: join(icons, 'app.png'),
  },
});

async function openHub(onStop: () => void): Promise<ShellHub> {
  const { platform, env } = process;
  const { name: user, home, shell } = currentUser();
  const hub = await createHub({
    host: 'desktop',
    version,
    paths: loomPaths({ platform, home, user, env }),
    flags: {},
    platform,
    home,
    env,
    shell,
    proxyCommand: [join(root, 'resources', 'bin', 'loom'), 'proxy'],
    rendererDir: renderer,
    onStopRequested: onStop,
  });
  // For whoever started it from a terminal; no link with its code, since a desktop keeps this text.
  const where = 'in its window; for a browser: loom console';
  console.log(describeStart(hub.service.state(), where));
  return { ...hub, log: { error: ({ err }, message) => console.error(message, err) } };
}
