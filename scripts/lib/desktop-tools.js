import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { installPackages, mayInstallPackages } from './apt.js';
import { say } from './say.js';

const xvfb = '/usr/bin/Xvfb';
/** Says what is wrong with a `.desktop` file. */
export const desktopFileValidate = '/usr/bin/desktop-file-validate';
const packages = ['xvfb', 'desktop-file-utils'];

/** Tests of the desktop app want a screen and a judge: installs both where this is ours to do. */
export async function ensureDesktopTools() {
  if (process.platform !== 'linux' || [xvfb, desktopFileValidate].every(existsSync)) return;
  const command = `apt-get install ${packages.join(' ')}`;
  if (!mayInstallPackages()) {
    say(`Xvfb is missing: tests that need a screen will be skipped. On Debian: ${command}`);
    return;
  }
  say('installing Xvfb for tests that need a screen …');
  const failure = await installPackages(...packages);
  if (failure) say(`installing Xvfb failed, tests that need a screen are skipped:\n${failure}`);
}

/** Whether `openScreen` can open one. */
export function hasScreens() {
  return existsSync(xvfb);
}

/**
 * A screen that nobody sees, on a number that is free.
 * @returns {Promise<{ display: string, close(): Promise<void> }>}
 */
export async function openScreen() {
  const args = ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'];
  const server = spawn(xvfb, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => server.once('exit', () => resolve()));
  /** @type {Promise<string>} */
  const named = new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    // It writes the number when it is ready to be used.
    server.stdio[3]?.once('data', (number) => resolve(`:${String(number).trim()}`));
  });
  return {
    display: await named,
    async close() {
      server.kill();
      await ended;
    },
  };
}
