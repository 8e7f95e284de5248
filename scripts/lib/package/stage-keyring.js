import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../root.js';
import { runCollecting } from '../run.js';
import { fail, say } from '../say.js';
import { withoutNpm } from '../without-npm.js';

const scope = 'node_modules/@napi-rs';

/** What npm calls electron-builder's platforms, and the C library that a native module wants there. */
const systems = {
  linux: { os: 'linux', suffix: '-gnu' },
  mac: { os: 'darwin', suffix: '' },
  win: { os: 'win32', suffix: '-msvc' },
};

/**
 * @typedef {{ folder: string, os: string, arch: string, name: string }} WantedPackage
 * @typedef {(wanted: WantedPackage) => Promise<string>} FetchPackage - resolves to the folder that
 *   holds the packages of our scope.
 */

/**
 * Lays out the one package that is not bundled, the keychain's, for one processor; returns the
 * folders that it came from, for the list of what is shipped.
 * @param {{ stage: string, platform: string, arch: string, fetchPackage?: FetchPackage | undefined }} input
 * @returns {Promise<string[]>}
 */
export async function stageKeyring({ stage, platform, arch, fetchPackage = fetchFromNpm }) {
  const { os, suffix } = systems[/** @type {keyof typeof systems} */ (platform)];
  const native = `keyring-${os}-${arch}${suffix}`;
  const folder = join(stage, 'fetched', `${os}-${arch}`);
  const from = existsSync(inRoot(scope, native))
    ? inRoot(scope)
    : await fetchPackage({ folder, os, arch, name: native });
  const to = join(stage, 'app/native', `${platform}-${arch}`);
  for (const name of ['keyring', native]) {
    cpSync(join(from, name), join(to, name), {
      recursive: true,
      filter: (path) => !/\.(d\.ts|md)$/.test(path) || /licen[cs]e/i.test(path),
    });
  }
  return [join(from, 'keyring'), join(from, native)];
}

/**
 * npm installs only what this machine needs. For another system it takes the same version, held
 * against the hash in package-lock.json.
 * @type {FetchPackage}
 */
async function fetchFromNpm({ folder, os, arch, name }) {
  mkdirSync(folder, { recursive: true });
  const { lockfileVersion, packages } = JSON.parse(
    readFileSync(inRoot('package-lock.json'), 'utf8'),
  );
  const wanted = Object.entries(packages).filter(([path]) => path.startsWith(`${scope}/keyring`));
  const root = {
    name: 'native',
    version: '0.0.0',
    dependencies: { '@napi-rs/keyring': packages[`${scope}/keyring`].version },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(root));
  const lock = { ...root, lockfileVersion, requires: true };
  const entries = { '': root, ...Object.fromEntries(wanted) };
  writeFileSync(
    join(folder, 'package-lock.json'),
    JSON.stringify({ ...lock, packages: entries }, null, 2),
  );
  say(`fetching ${name} …`);
  const args = ['ci', '--ignore-scripts', `--os=${os}`, `--cpu=${arch}`, '--libc=glibc'];
  const { code, output } = await runCollecting('npm', [...args, '--prefix', folder], {
    env: withoutNpm(process.env),
    shell: process.platform === 'win32',
  });
  if (code !== 0 || !existsSync(join(folder, scope, name))) {
    fail(`the keychain's module for ${os}-${arch} could not be fetched:\n${output}`);
  }
  return join(folder, scope);
}
