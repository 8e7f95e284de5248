import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inRoot } from '../root.js';
import { bundledPackages } from './note-packages.js';

/**
 * @typedef {{ name: string, version: string, licence: string, folder: string, integrity?: string, isRuntime?: boolean }} ShippedPackage
 */

/**
 * Every package whose code is in the app, by name: what the build bundled, the folders of what lies
 * beside it, and Electron.
 * @param {string} dist
 * @param {string[]} native - folders of packages that are not bundled.
 * @returns {ShippedPackage[]}
 */
export function describePackages(dist, native) {
  const { packages: locked } = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  const bundled = bundledPackages(dist).map((path) => describe(inRoot(path), locked[path]));
  const beside = native.map((folder) =>
    describe(folder, locked[`node_modules/@napi-rs/${basename(folder)}`]),
  );
  const electron = 'node_modules/electron';
  const runtime = { ...describe(inRoot(electron), locked[electron]), isRuntime: true };
  const all = [...bundled, ...beside, runtime];
  const unique = new Map(all.map((one) => [`${one.name}@${one.version}`, one]));
  return [...unique.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/**
 * @param {string} folder
 * @param {{ integrity?: string } | undefined} locked
 * @returns {ShippedPackage}
 */
function describe(folder, locked) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  // Long ago it was an object, or a list of them.
  const licence = typeof license === 'string' ? license : (license?.type ?? 'NOASSERTION');
  return {
    name,
    version,
    licence,
    folder,
    ...(locked?.integrity && { integrity: locked.integrity }),
  };
}
