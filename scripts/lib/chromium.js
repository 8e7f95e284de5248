import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { inRoot } from './root.js';
import { runCollecting } from './run.js';
import { say } from './say.js';

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Console tests drive the system's Chromium: installs it where this is ours to do, else says so. */
export async function ensureChromium() {
  if (process.platform !== 'linux' || !testsUseBrowser() || programs.some(existsSync)) return;
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) {
    say('Chromium is missing: browser tests will be skipped. On Debian: apt-get install chromium');
    return;
  }
  say('installing Chromium for the browser tests …');
  await aptGet('update');
  const { code, output } = await aptGet('install', '-y', '--no-install-recommends', 'chromium');
  if (code !== 0) say(`installing Chromium failed, browser tests will be skipped:\n${output}`);
}

/** @param {string[]} args */
function aptGet(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return runCollecting('apt-get', ['-q', ...args], { env });
}

function testsUseBrowser() {
  if (!existsSync(inRoot('e2e'))) return false;
  return readdirSync(inRoot('e2e'), { encoding: 'utf8', recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .some((file) => readFileSync(inRoot('e2e', file), 'utf8').includes('playwright-core'));
}
