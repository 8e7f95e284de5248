import type { ArchiveEntry } from './archive-entry.ts';
import { invalidBundle, quoted } from './bundle-failure.ts';
import { whyUnsafeName } from './check-name.ts';
import { bundleLimits, inMegabytes } from './limits.ts';

interface ArchiveMeasure {
  platform: NodeJS.Platform;
  /** Of the archive before its table: all packed content lies in it. */
  fileBytes: number;
}

/** @throws LoomError `invalid-bundle`: unpacking this would harm, or could not be what was meant. */
export function checkEntries(
  entries: readonly ArchiveEntry[],
  { platform, fileBytes }: ArchiveMeasure,
): void {
  for (const { name } of entries) {
    const why = whyUnsafeName(name, platform);
    if (why) throw invalidBundle(`the bundle's ${quoted(name)} cannot be taken: ${why}`);
  }
  checkSizes(entries, fileBytes);
  checkDoubles(entries);
}

function checkSizes(entries: readonly ArchiveEntry[], fileBytes: number): void {
  const unpacked = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  if (unpacked > bundleLimits.unpackedBytes) {
    const most = inMegabytes(bundleLimits.unpackedBytes);
    throw invalidBundle(`the bundle would take more than ${most} when it is unpacked`);
  }
  const swollen = entries.find(
    ({ bytes, packedBytes }) =>
      bytes > bundleLimits.ratioFromBytes && bytes > packedBytes * bundleLimits.ratio,
  );
  if (swollen) {
    const times = `more than ${bundleLimits.ratio} times`;
    throw invalidBundle(`the bundle's ${quoted(swollen.name)} would grow ${times} when unpacked`);
  }
  // Files that share their packed content are how a small archive becomes an endless one.
  if (entries.reduce((sum, { packedBytes }) => sum + packedBytes, 0) > fileBytes) {
    throw invalidBundle('the bundle is damaged: its files overlap');
  }
}

/** On macOS and Windows names that differ in case only are the same file. */
function checkDoubles(entries: readonly ArchiveEntry[]): void {
  const seen = new Set<string>();
  const folders = new Set<string>();
  const files = entries.filter(({ isFolder }) => !isFolder);
  for (const { name } of files) {
    const same = name.normalize('NFC').toLowerCase();
    if (seen.has(same)) throw invalidBundle(`the bundle has ${quoted(name)} twice`);
    seen.add(same);
    const parts = same.split('/').slice(0, -1);
    parts.forEach((_, index) => void folders.add(parts.slice(0, index + 1).join('/')));
  }
  const both = [...seen].find((name) => folders.has(name));
  if (both) throw invalidBundle(`the bundle has ${quoted(both)} as a file and as a folder`);
}
