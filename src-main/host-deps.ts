import { basename, join } from 'node:path';
import type { HubFlags } from '../src-shared/headless.ts';
import { loomPaths } from '../src-shared/paths.ts';
import { version } from '../src-shared/version.ts';
import type { HubDeps } from './hub/hub-deps.ts';
import { currentUser } from './hub/platform/current-user.ts';
import { stableCommand } from './hub/platform/stable-command.ts';

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
  const paths = loomPaths({ platform, home, user, env });
  const program = join(programFolder(root), loomProgram(platform));
  const loomHome = env.LOOM_HOME ? paths.state : undefined;
  return {
    host,
    version,
    paths,
    flags,
    platform,
    home,
    env,
    shell,
    program,
    stableCommand: stableCommand({ platform, home, env, loomHome, program }),
    rendererDir: join(root, 'dist', 'renderer'),
    presetsDir: join(root, 'resources', 'presets'),
    activityWriter: join(root, 'dist', 'main', 'activity-writer.cjs'),
    keychainHelper: join(root, 'dist', 'main', 'keychain-helper.cjs'),
  };
}

/** A packaged app has it beside its archive, from which nothing can be started. */
function programFolder(root: string): string {
  return basename(root) === 'app.asar' ? join(root, '..', 'bin') : join(root, 'resources', 'bin');
}

/** Windows starts no file without an ending. */
function loomProgram(platform: string): string {
  return platform === 'win32' ? 'loom.cmd' : 'loom';
}
