import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { echoManifest, packBundle } from '../../../e2e/harness/bundles.ts';
import { openKnownBundles } from './known-bundles.ts';
import { asFile } from './testing/open-bundles.ts';

test('of a bundle that was looked at the table is held, and its content is read again', async () => {
  const home = await mkdtemp(join(tmpdir(), 'loom-known-'));
  const root = join(home, 'bundles');
  const uploads = join(home, 'uploads');
  const known = openKnownBundles({ root, uploads, platform: process.platform });
  try {
    const { digest, archive } = await known.open({ file: asFile(packBundle(echoManifest())) });
    expect(archive.entries.map(({ name }) => name)).toContain('manifest.json');
    expect(archive).not.toHaveProperty('read');
    const again = await known.reopen(digest);
    const [entry] = again.archive.entries;
    expect(entry && (await again.archive.read(entry)).length).toBe(entry?.bytes);
  } finally {
    await known.close();
    await rm(home, { recursive: true, force: true });
  }
});
