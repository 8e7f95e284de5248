import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loom-install-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A checkout as far as these scripts go, and an npm that only notes that it was run. */
function createCheckout() {
  const checkout = join(folder, 'checkout');
  cpSync(import.meta.dirname, join(checkout, 'scripts/lib'), { recursive: true });
  writeFileSync(join(checkout, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(checkout, 'package-lock.json'), '{}');
  const noted = join(folder, 'npm-was-run');
  const npm = `#!${process.execPath}\nrequire('node:fs').writeFileSync(${JSON.stringify(noted)}, '');\n`;
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/npm'), npm, { mode: 0o755 });
  return { checkout, wasNpmRun: () => existsSync(noted) };
}

/** @param {string} checkout */
function ensureInstalled(checkout) {
  const script = "(await import('./scripts/lib/install.js')).ensureInstalled()";
  return spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: checkout,
    env: { PATH: join(folder, 'bin') },
    encoding: 'utf8',
  });
}

// Elsewhere a link needs rights that not everybody has, and npm is no file of this kind.
test.skipIf(process.platform === 'win32')(
  'nothing is installed through a symbolic link into another checkout',
  () => {
    const { checkout, wasNpmRun } = createCheckout();
    const other = join(folder, 'other-modules');
    mkdirSync(other);
    symlinkSync(other, join(checkout, 'node_modules'));
    const { status, stderr } = ensureInstalled(checkout);
    expect(status).toBe(1);
    expect(stderr).toContain('is a symbolic link');
    expect(wasNpmRun()).toBe(false);
  },
);

test.skipIf(process.platform === 'win32')('what is missing is installed', () => {
  const { checkout, wasNpmRun } = createCheckout();
  ensureInstalled(checkout);
  expect(wasNpmRun()).toBe(true);
});
