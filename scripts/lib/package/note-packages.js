import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the build notes which packages it bundled, below dist/; not part of the packaged app. */
export const packagesFile = 'packages.json';

/**
 * A Vite plugin that notes which npm packages ended up in a bundle, as folders below the checkout:
 * package.json says what is installed, which is neither all that is shipped nor only that.
 * @param {string} dist
 * @returns {import('vite').Plugin}
 */
export function notePackages(dist) {
  /** @type {Set<string>} */
  const folders = new Set();
  return {
    name: 'loom:note-packages',
    // One list for all parts of the house, which are built one after the other.
    sharedDuringBuild: true,
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk') continue;
        for (const id of output.moduleIds) {
          const folder = packageFolder(id);
          if (folder) folders.add(folder);
        }
      }
      const file = join(dist, packagesFile);
      mkdirSync(dirname(file), { recursive: true });
      const all = [...folders].sort();
      writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
    },
  };
}

/**
 * The packages of the last build, as folders below the checkout.
 * @param {string} dist
 * @returns {string[]}
 */
export function bundledPackages(dist) {
  return JSON.parse(readFileSync(join(dist, packagesFile), 'utf8'));
}

/**
 * The folder of the package that a module belongs to, or undefined for a module of ours. The last
 * `node_modules/` counts: packages lie inside packages. What is before the first may differ, where
 * that folder is a link.
 * @param {string} id
 */
function packageFolder(id) {
  const path = id.replaceAll('\\', '/');
  return /\/(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}
