import { chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashOf, readClientFile } from './read-client-file.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loom-client-file-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function fileOf(content: string | Uint8Array): Promise<string> {
  const path = join(folder, 'mcp.json');
  await writeFile(path, content);
  return path;
}

test('reads a file with its byte order mark, its hash and its mode, through links', async () => {
  const text = '\uFEFF{ "größe": "🔎" }\r\n';
  const path = await fileOf(text);
  await chmod(path, 0o640);
  const link = join(folder, 'link.json');
  await symlink('mcp.json', link);
  const read = await readClientFile(link);
  const bytes = Buffer.from(text);
  expect(read).toMatchObject({ exists: true, text, bytes, mode: 0o640, hash: hashOf(bytes) });
  expect(read.exists && read.realPath.endsWith('mcp.json')).toBe(true);
});

test('a file that is not there is no failure, and an empty one is there', async () => {
  expect(await readClientFile(join(folder, 'none', 'mcp.json'))).toEqual({ exists: false });
  await symlink('gone.json', join(folder, 'link.json'));
  expect(await readClientFile(join(folder, 'link.json'))).toEqual({ exists: false });
  expect(await readClientFile(await fileOf(''))).toMatchObject({ exists: true, text: '' });
});

test.each([
  ['with a mark', Buffer.from('\uFEFF{}', 'utf16le')],
  ['of the other byte order', Buffer.from([0xfe, 0xff, 0, 0x7b, 0, 0x7d])],
  ['without a mark', Buffer.from('{}', 'utf16le')],
])('refuses UTF-16 %s, and says so', async (_, bytes) => {
  const path = await fileOf(bytes);
  await expect(readClientFile(path)).rejects.toMatchObject({
    code: 'file-unreadable',
    message: expect.stringContaining('UTF-16'),
    place: { file: path },
  });
});

test('refuses what is not UTF-8 instead of mending it', async () => {
  const path = await fileOf(Buffer.from([0x22, 0xe9, 0x22]));
  await expect(readClientFile(path)).rejects.toThrow('not UTF-8');
});

test('refuses folders, endless links, files in the place of folders, and huge files', async () => {
  await mkdir(join(folder, 'mcp'));
  await symlink('loop', join(folder, 'loop'));
  const path = await fileOf('{}');
  for (const one of [join(folder, 'mcp'), join(folder, 'loop'), join(path, 'mcp.json')]) {
    await expect(readClientFile(one), one).rejects.toMatchObject({ code: 'file-unreadable' });
  }
  await truncate(path, 257 * 1024 * 1024);
  await expect(readClientFile(path)).rejects.toThrow('256 MB');
});

test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'a file without permission is not an empty one',
  async () => {
    const path = await fileOf('{}');
    await chmod(path, 0);
    await expect(readClientFile(path)).rejects.toMatchObject({ code: 'file-unreadable' });
  },
);
