import { join } from 'node:path';
import { invalidBundle } from './bundle-failure.ts';
import { bundleLimits, inMegabytes } from './limits.ts';
import { type Manifest, parseManifest } from './manifest.ts';
import { type Archive, readArchive } from './read-archive.ts';

/** A bundle in memory: checked, and nothing of it unpacked but its manifest. */
export interface OpenedBundle {
  digest: string;
  manifest: Manifest;
  archive: Archive;
  /** Where it is unpacked, if it is. */
  folder: string;
}

/** @param root - the folder that holds all unpacked bundles. */
export async function openBundle(
  bytes: Uint8Array<ArrayBuffer>,
  { root, platform }: { root: string; platform: NodeJS.Platform },
): Promise<OpenedBundle> {
  if (bytes.length > bundleLimits.fileBytes) throw tooLarge();
  const archive = readArchive(bytes, platform);
  const entry = archive.entries.find(({ name }) => name === 'manifest.json');
  if (!entry) {
    throw invalidBundle(
      'the bundle has no manifest.json',
      'It is a zip file, but no .mcpb bundle.',
    );
  }
  if (entry.bytes > bundleLimits.manifestBytes) {
    throw invalidBundle(
      `manifest.json: it is larger than ${inMegabytes(bundleLimits.manifestBytes)}`,
    );
  }
  const manifest = parseManifest(await archive.read(entry));
  const digest = await digestOf(bytes);
  const { name, version } = manifest;
  const folder = join(root, plain(name), `${plain(version)}-${digest.slice(0, 16)}`);
  return { digest, manifest, archive, folder };
}

/** Beside the hub's other work: a large file takes its time. */
async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
}

export function tooLarge() {
  const most = inMegabytes(bundleLimits.fileBytes);
  return invalidBundle(`the file is larger than ${most}, which no bundle is`);
}

/** A maker's text as the name of a folder, whatever the system. */
function plain(text: string): string {
  const kept = text.replace(/[^a-zA-Z0-9._-]+/g, '-').replace(/^[.-]+|[.-]+$/g, '');
  return kept.slice(0, 40).replace(/[.-]+$/, '') || 'bundle';
}
