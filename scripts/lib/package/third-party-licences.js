import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {import('./describe-packages.js').ShippedPackage} ShippedPackage */

const line = '-'.repeat(80);

/**
 * The licences of all that is shipped, in the words of their own files.
 * @param {readonly ShippedPackage[]} packages
 */
export function licencesText(packages) {
  const intro = [
    'Loom contains code of the packages below, each under its own licence.',
    'Electron brings Chromium and Node.js, whose licences stand in LICENSES.chromium.html.',
  ].join('\n');
  return `${[intro, ...packages.map(describe)].join(`\n\n${line}\n`)}\n`;
}

/** @param {ShippedPackage} shipped */
function describe({ name, version, licence, folder }) {
  const texts = licenceFiles(folder).map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return [`${name} ${version}\n${licence}`, ...texts].join('\n\n');
}

/** @param {string} folder */
function licenceFiles(folder) {
  return readdirSync(folder)
    .filter((name) => /^(un)?licen[cs]e|^copying|^notice/i.test(name))
    .sort();
}
