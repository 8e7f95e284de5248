import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Config } from '../../../src-shared/domain/config.ts';
import { LoomError, messageOf } from '../../../src-shared/errors.ts';

/** PEM. */
export interface TlsFiles {
  cert: Buffer;
  key: Buffer;
}

/**
 * Reads what TLS needs, where config.yaml wants TLS.
 *
 * @param folder - where relative paths begin: that of config.yaml.
 * @throws LoomError 'file-unreadable'.
 */
export async function readTlsFiles(
  { tls_cert_file, tls_key_file }: Config['http'],
  folder: string,
): Promise<TlsFiles | undefined> {
  // One without the other was refused with the config.
  if (tls_cert_file === undefined || tls_key_file === undefined) return undefined;
  const [cert, key] = await Promise.all([
    read(resolve(folder, tls_cert_file)),
    read(resolve(folder, tls_key_file)),
  ]);
  return { cert, key };
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new LoomError('file-unreadable', `${file} cannot be read: ${messageOf(cause)}`, {
      place: { file },
      cause,
    });
  }
}
