import { readFile, stat } from 'node:fs/promises';
import { LoomError, messageOf } from '../../../src-shared/errors.ts';
import { isSystemError } from '../platform/system-error.ts';

/** Far more than anybody writes by hand; a larger file is some other file. */
const largestMegabytes = 16;

/**
 * The text of a file, its byte order mark included; undefined where there is no such file.
 *
 * @throws {LoomError} `file-unreadable`: it is there and cannot be read, or is not UTF-8 text.
 */
export async function readText(path: string): Promise<string | undefined> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) throw new Error('it is a folder');
    if (!stats.isFile()) throw new Error('it is no regular file');
    if (stats.size > largestMegabytes * 1024 * 1024) {
      throw new Error(`it is larger than ${largestMegabytes} MB`);
    }
    return decode(await readFile(path));
  } catch (cause) {
    if (isSystemError(cause, 'ENOENT')) return undefined;
    const why = messageOf(cause);
    throw new LoomError('file-unreadable', `${path} cannot be read: ${why}`, {
      place: { file: path },
      cause,
    });
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error('it is not UTF-8 text');
  }
}
