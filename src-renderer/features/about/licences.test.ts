import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { licences } from './licences.ts';

const root = join(import.meta.dirname, '../../..');

function readPackage(folder: string) {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
}

test.each(licences)('%s is there, under %s', (name, licence) => {
  expect(readPackage(`node_modules/${name}`).license).toBe(licence);
});

test('whatever the hub depends on is among them', () => {
  const names = licences.map(([name]) => name);
  expect(names).toEqual(expect.arrayContaining(Object.keys(readPackage('.').dependencies)));
  expect(names).toEqual(names.toSorted());
});
