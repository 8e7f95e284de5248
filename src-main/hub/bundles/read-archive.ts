import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import type { ArchiveEntry } from './archive-entry.ts';
import { invalidBundle, quoted } from './bundle-failure.ts';
import { checkEntries } from './check-entries.ts';
import { findArchiveEnd } from './find-archive-end.ts';

const inflate = promisify(inflateRaw);

export interface Archive {
  entries: readonly ArchiveEntry[];
  isSigned: boolean;
  /** Unpacks one file; what it becomes is never larger than the table says, and is checked. */
  read(entry: ArchiveEntry): Promise<Uint8Array>;
}

/**
 * Reads the table of a zip archive, and refuses what could harm when it is unpacked: names that lead
 * out of its folder, links, encryption, sizes that do not fit together or exceed the limits. Our own,
 * since libraries that unpack zip files tell neither links nor lies about sizes.
 *
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (section 4.3); zip64 is not read, which
 * only larger archives need.
 *
 * @throws LoomError `invalid-bundle`.
 */
export function readArchive(bytes: Uint8Array, platform: NodeJS.Platform): Archive {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { isSigned, ...table } = findArchiveEnd(view);
  const entries = readTable(view, table);
  checkEntries(entries, { platform, fileBytes: table.start });
  return { entries, isSigned, read: (entry) => unpack(view.subarray(0, table.start), entry) };
}

const headerBytes = 46;

function readTable(
  view: Buffer,
  { start, end, count }: { start: number; end: number; count: number },
): ArchiveEntry[] {
  const entries: ArchiveEntry[] = [];
  let at = start;
  while (entries.length < count) {
    if (at + headerBytes > end || view.readUInt32LE(at) !== 0x02014b50) throw broken();
    const length = headerBytes + view.readUInt16LE(at + 28);
    const next = at + length + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
    if (next > end) throw broken();
    const name = decodeName(view.subarray(at + headerBytes, at + length));
    entries.push(readHeader(view.subarray(at, at + headerBytes), name));
    at = next;
  }
  if (at !== end) throw broken();
  return entries;
}

function readHeader(header: Buffer, name: string): ArchiveEntry {
  const isFolder = name.endsWith('/');
  const flags = header.readUInt16LE(8);
  if (flags & 0x2041) throw refused(name, 'it is encrypted');
  const method = header.readUInt16LE(10);
  if (method !== 0 && method !== 8)
    throw refused(name, `it is packed by an unknown way (${method})`);
  const mode = header.readUInt16LE(40);
  const kind = mode & 0xf000;
  if (kind === 0xa000) throw refused(name, 'it is a symbolic link');
  if (kind !== 0 && kind !== (isFolder ? 0x4000 : 0x8000)) {
    throw refused(name, 'it is neither a file nor a folder');
  }
  return {
    name,
    isFolder,
    bytes: header.readUInt32LE(24),
    packedBytes: header.readUInt32LE(20),
    isPacked: method === 8,
    checksum: header.readUInt32LE(16),
    at: header.readUInt32LE(42),
  };
}

async function unpack(view: Buffer, entry: ArchiveEntry): Promise<Uint8Array> {
  const { name, at, bytes, packedBytes, isPacked, checksum } = entry;
  const data = at + 30 > view.length ? 0 : at + 30 + view.readUInt16LE(at + 26);
  const start = data && data + view.readUInt16LE(at + 28);
  const isThere = start > 0 && start + packedBytes <= view.length;
  if (!isThere || view.readUInt32LE(at) !== 0x04034b50) throw broken();
  // Readers that trust one name and readers that trust the other must see the same file.
  if (decodeName(view.subarray(at + 30, data)) !== name) throw refused(name, 'it has two names');
  const packed = view.subarray(start, start + packedBytes);
  const content = isPacked ? await inflated(packed, entry) : packed;
  if (content.length !== bytes || crc32(content) !== checksum) {
    throw refused(name, 'its content is damaged');
  }
  return content;
}

async function inflated(packed: Uint8Array, { name, bytes }: ArchiveEntry): Promise<Uint8Array> {
  try {
    return await inflate(packed, { maxOutputLength: Math.max(bytes, 1) });
  } catch {
    throw refused(name, 'its content is damaged, or larger than the archive says');
  }
}

function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw invalidBundle('the bundle has a file whose name is not UTF-8');
  }
}

function broken() {
  return invalidBundle('the bundle is damaged: its table of files cannot be read');
}

function refused(name: string, why: string) {
  return invalidBundle(`the bundle's ${quoted(name)} cannot be taken: ${why}`);
}
