import { readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from '../root.js';

/** @typedef {import('./describe-packages.js').ShippedPackage} ShippedPackage */

/**
 * Writes what the app is made of, as CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/). `npm sbom`
 * would list what is installed; this is what is shipped. The same input gives the same bytes.
 * @param {string} file
 * @param {readonly ShippedPackage[]} packages
 */
export function writeBillOfMaterials(file, packages) {
  const { name, version, license } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const own = { type: 'application', 'bom-ref': name, name, version, licenses: licences(license) };
  const bill = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: own },
    components: packages.map(component),
    dependencies: [{ ref: name, dependsOn: packages.map(purl) }],
  };
  writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`);
}

/** @param {ShippedPackage} shipped */
function component(shipped) {
  const { name, version, licence, integrity, isRuntime } = shipped;
  const [, algorithm = '', hash = ''] = /^(sha\d+)-(.+)$/.exec(integrity ?? '') ?? [];
  const content = Buffer.from(hash, 'base64').toString('hex');
  return {
    type: isRuntime ? 'framework' : 'library',
    'bom-ref': purl(shipped),
    name,
    version,
    purl: purl(shipped),
    licenses: licences(licence),
    ...(hash && { hashes: [{ alg: algorithm.replace('sha', 'SHA-'), content }] }),
  };
}

/** @param {Pick<ShippedPackage, 'name' | 'version'>} shipped */
function purl({ name, version }) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

/** @param {string} licence - an SPDX identifier or expression. */
function licences(licence) {
  if (licence === 'NOASSERTION') return [];
  return /^[\w.+-]+$/.test(licence) ? [{ license: { id: licence } }] : [{ expression: licence }];
}
