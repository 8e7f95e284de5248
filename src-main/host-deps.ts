import { join } from 'node:path';
import type { HubFlags } from '../src-shared/headless.ts';
import { loomPaths } from '../src-shared/paths.ts';
import { version } from '../src-shared/version.ts';
import type { HubDeps } from './hub/hub-deps.ts';
import { currentUser } from './hub/platform/current-user.ts';

/**
 * What either host hands to `createHub`: the same hub runs with Electron and without.
 *
 * @param root - the folder that holds `dist` and `resources`.
 */
export function hostDeps(
  host: HubDeps['host'],
  root: string,
  flags: HubFlags,
): Omit<HubDeps, 'onStopRequested'> {
  const { platform, env } = process;
  const { name: user, home, shell } = currentUser();
  return {
    host,
    version,
    paths: loomPaths({ platform, home, user, env }),
    flags,
    platform,
    home,
    env,
    shell,
    proxyCommand: [join(root, 'resources', 'bin', loomProgram(platform)), 'proxy'],
    rendererDir: join(root, 'dist', 'renderer'),
    presetsDir: join(root, 'resources', 'presets'),
    keychainHelper: join(root, 'dist', 'main', 'keychain-helper.cjs'),
  };
}

/** Windows starts no file without an ending. */
function loomProgram(platform: string): string {
  return platform === 'win32' ? 'loom.cmd' : 'loom';
}
