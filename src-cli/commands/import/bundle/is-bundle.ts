import { open } from 'node:fs/promises';
import { resolve } from 'node:path';

/** The bundle's file that a word names: by its ending, or by how a zip archive begins. */
export async function bundleFile(word: string, cwd: string): Promise<string | undefined> {
  const path = resolve(cwd, word);
  if (/\.mcpb$/i.test(word)) return path;
  return (await beginning(path)) === 'PK\u0003\u0004' ? path : undefined;
}

async function beginning(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => undefined);
  try {
    if (!(await file?.stat())?.isFile()) return '';
    const read = await file?.read(Buffer.alloc(4), 0, 4, 0);
    return read?.buffer.toString('latin1', 0, read.bytesRead) ?? '';
  } catch {
    return '';
  } finally {
    await file?.close();
  }
}
