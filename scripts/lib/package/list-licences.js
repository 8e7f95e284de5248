import { inRoot } from '../root.js';
import { describePackages } from './describe-packages.js';

/**
 * What the console's page about Loom lists: each package that is shipped on every system, and its
 * licence. Node stands for what Electron brings.
 * @param {string} dist
 * @returns {[name: string, licence: string][]}
 */
export function listLicences(dist) {
  const shipped = describePackages(dist, [inRoot('node_modules/@napi-rs/keyring')]);
  const all = new Map(shipped.map(({ name, licence }) => [name, licence]));
  return [...all.set('node', 'MIT')].sort(([one], [other]) => (one < other ? -1 : 1));
}
