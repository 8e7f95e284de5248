import { createHash } from 'node:crypto';
import { type FileHandle, open, realpath, stat } from 'node:fs/promises';
import { LoomError, messageOf } from '../../../../src-shared/errors.ts';
import { isSystemError } from '../../platform/system-error.ts';

export type ClientFileText =
  /** Also for a symbolic link that leads nowhere. */
  | { exists: false }
  | {
      exists: true;
      bytes: Buffer;
      /** The bytes as text; a byte order mark is its first character. */
      text: string;
      /** SHA-256 of the bytes, hexadecimal. */
      hash: string;
      /** Permission bits. */
      mode: number;
      /** Links followed. */
      realPath: string;
    };

/** Clients keep histories in these files; more than this is some other file. */
const largestMegabytes = 256;

/**
 * Reads a client's file. Its text is exactly its bytes: what is not UTF-8 is refused, never mended.
 *
 * @throws {LoomError} `file-unreadable`: it is there and cannot be read, or is no UTF-8 text.
 */
export async function readClientFile(path: string): Promise<ClientFileText> {
  try {
    return await readFrom(path);
  } catch (cause) {
    if (isSystemError(cause, 'ENOENT')) return { exists: false };
    throw new LoomError('file-unreadable', `${path} cannot be read: ${messageOf(cause)}`, {
      place: { file: path },
      cause,
    });
  }
}

/** SHA-256, hexadecimal: by it a file is known to be unchanged. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function readFrom(path: string): Promise<ClientFileText> {
  checkKind(await stat(path)); // Before it is opened, since to open a pipe may take for ever.
  const realPath = await realpath(path);
  const file = await open(realPath, 'r');
  try {
    return { exists: true, realPath, ...(await contentOf(file)) };
  } finally {
    await file.close();
  }
}

async function contentOf(file: FileHandle) {
  const stats = await file.stat();
  checkKind(stats);
  if (stats.size > largestMegabytes * 1024 * 1024) {
    throw new Error(`it is larger than ${largestMegabytes} MB`);
  }
  const bytes = await file.readFile();
  return { bytes, text: decode(bytes), hash: hashOf(bytes), mode: stats.mode & 0o7777 };
}

function checkKind(stats: { isDirectory(): boolean; isFile(): boolean }): void {
  if (stats.isDirectory()) throw new Error('it is a folder');
  if (!stats.isFile()) throw new Error('it is no regular file');
}

/** Windows PowerShell's `>` writes UTF-16; as UTF-8, half of it would look like nonsense. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const hasMark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const hasHalves = bytes.length > 1 && (first === 0) !== (second === 0);
  if (hasMark || hasHalves) {
    throw new Error('it is UTF-16 text; save it as UTF-8, which is what clients read');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error('it is not UTF-8 text');
  }
}
