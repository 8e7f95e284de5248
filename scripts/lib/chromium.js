import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { installPackages, mayInstallPackages } from './apt.js';
import { inRoot } from './root.js';
import { say } from './say.js';

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Console tests drive the system's Chromium: installs it where this is ours to do, else says so. */
export async function ensureChromium() {
  if (process.platform !== 'linux' || !testsUseBrowser() || programs.some(existsSync)) return;
  if (!mayInstallPackages()) {
    say('Chromium is missing: browser tests will be skipped. On Debian: apt-get install chromium');
    return;
  }
  say('installing Chromium for the browser tests …');
  const failure = await installPackages('chromium');
  if (failure) say(`installing Chromium failed, browser tests will be skipped:\n${failure}`);
}

function testsUseBrowser() {
  if (!existsSync(inRoot('e2e'))) return false;
  return readdirSync(inRoot('e2e'), { encoding: 'utf8', recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .some((file) => readFileSync(inRoot('e2e', file), 'utf8').includes('playwright-core'));
}
