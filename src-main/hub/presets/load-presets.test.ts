import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadPresets } from './load-presets.ts';

const sample = `title: A
summary: A sample.
publisher: Loom
homepage: https://example.com
entry: { transport: stdio, command: 'true' }
verified: documentation
`;

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'loom-presets-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

test('presets come in the order of the catalog, which says id and category', async () => {
  const catalog = 'web: [b, a]\nfiles: [c]\n';
  const files = { 'a.yaml': sample, 'b.yaml': sample, 'c.yaml': sample, 'catalog.yaml': catalog };
  const presets = await loadPresets(folderWith(files));
  expect(presets.map(({ id, category }) => [id, category])).toEqual([
    ['b', 'web'],
    ['a', 'web'],
    ['c', 'files'],
  ]);
});

test.each([
  ['web: [a]\n', `${sample}licence: MIT\n`, /a\.yaml:7:1 licence: unknown key/],
  ['webb: [a]\n', sample, /catalog\.yaml:1:1/],
])('a fault says where it is', async (catalog, preset, message) => {
  const folder = folderWith({ 'catalog.yaml': catalog, 'a.yaml': preset });
  await expect(loadPresets(folder)).rejects.toThrow(message);
});

test('a file that is missing is named', async () => {
  const folder = folderWith({ 'catalog.yaml': 'web: [gone]\n' });
  await expect(loadPresets(folder)).rejects.toMatchObject({
    code: 'file-unreadable',
    message: `${join(folder, 'gone.yaml')} is missing`,
  });
});
