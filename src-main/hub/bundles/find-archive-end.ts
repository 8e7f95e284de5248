import { invalidBundle } from './bundle-failure.ts';
import { bundleLimits } from './limits.ts';

/** Where an archive's table lies, and whether `mcpb sign` has appended a signature to it. */
export interface ArchiveEnd {
  start: number;
  end: number;
  count: number;
  isSigned: boolean;
}

const endBytes = 22;
const longestComment = 0xffff;
const signatureBegin = Buffer.from('MCPB_SIG_V1');
const signatureEnd = Buffer.from('MCPB_SIG_END');

/** @throws LoomError `invalid-bundle`: it is no zip archive, or one of a kind that is not read. */
export function findArchiveEnd(view: Buffer): ArchiveEnd {
  if (view.length < 4 || view.readUInt32LE(0) !== 0x04034b50) {
    const remedy = 'A .mcpb file is a zip archive; download it again.';
    throw invalidBundle('the file is no bundle: it does not begin as a zip archive does', remedy);
  }
  const signature = findSignature(view);
  const at = findEnd(view, signature ?? view.length);
  const end = view.subarray(at, at + endBytes);
  const [disk, tableDisk, here, count] = [4, 6, 8, 10].map((place) => end.readUInt16LE(place));
  const size = end.readUInt32LE(12);
  const start = end.readUInt32LE(16);
  if (count === 0xffff || start === 0xffffffff) {
    throw invalidBundle('the bundle is a zip64 archive, which Loom does not read');
  }
  if (disk !== 0 || tableDisk !== 0 || here !== count || start + size !== at) {
    throw invalidBundle('the bundle is damaged: its table of files is not where it should be');
  }
  if (count === undefined || count > bundleLimits.entries) {
    throw invalidBundle(`the bundle has more than ${bundleLimits.entries} files`);
  }
  return { start, end: at, count, isSigned: signature !== undefined };
}

/** Where the signature begins that stands behind the archive. */
function findSignature(view: Buffer): number | undefined {
  const ends = view.subarray(-signatureEnd.length).equals(signatureEnd);
  const begin = ends ? view.lastIndexOf(signatureBegin) : -1;
  return begin > 0 ? begin : undefined;
}

/** The signature counts as the archive's comment, or it does not: signers differ. */
function findEnd(view: Buffer, archiveEnd: number): number {
  const last = archiveEnd - endBytes;
  for (let at = last; at >= Math.max(0, last - longestComment); at -= 1) {
    if (view.readUInt32LE(at) !== 0x06054b50) continue;
    const end = at + endBytes + view.readUInt16LE(at + 20);
    if (end === archiveEnd || end === view.length) return at;
  }
  const remedy = 'It may not have been downloaded as a whole; download it again.';
  throw invalidBundle('the bundle is damaged: it has no end', remedy);
}
