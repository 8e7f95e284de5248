// What `node scripts/licences.js` runs, on the pinned Node.
import { writeFileSync } from 'node:fs';
import { inRoot } from '../root.js';
import { listLicences } from './list-licences.js';

const lines = listLicences(inRoot('dist')).map(
  ([name, licence]) => `  ['${name}', '${licence}'],\n`,
);
const text = `/** What the hub and this console are built with, and under which licence (SPDX). */
// Written by \`node scripts/licences.js\`; the package's own list of licences has the same origin.
export const licences: readonly (readonly [name: string, licence: string])[] = [
${lines.join('')}];
`;
writeFileSync(inRoot('src-renderer/features/about/licences.ts'), text);
