import { existsSync } from 'node:fs';
import { runCollecting } from './run.js';

/** Whether installing Debian packages is ours to do: as root, as in a container. */
export function mayInstallPackages() {
  return existsSync('/etc/debian_version') && process.getuid?.() === 0;
}

/**
 * Installs Debian packages; resolves to what apt-get said where that failed.
 * @param {string[]} packages
 * @returns {Promise<string | undefined>}
 */
export async function installPackages(...packages) {
  await aptGet('update');
  const { code, output } = await aptGet('install', '-y', '--no-install-recommends', ...packages);
  return code === 0 ? undefined : output;
}

/** @param {string[]} args */
function aptGet(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return runCollecting('apt-get', ['-q', ...args], { env });
}
