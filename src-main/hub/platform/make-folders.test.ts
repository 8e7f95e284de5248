import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolders } from './make-folders.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loom-folders-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('makes what is missing, for its owner alone, and names it from the outside in', async () => {
  const made = ['a', 'a/b', 'a/b/c'].map((name) => join(folder, name));
  expect(await makeFolders(join(folder, 'a/b/c'))).toEqual(made);
  for (const each of made) expect(statSync(each).mode & 0o777).toBe(0o700);
  expect(await makeFolders(join(folder, 'a/b/c'))).toEqual([]);
  expect(await makeFolders(join(folder, 'a/b/d'))).toEqual([join(folder, 'a/b/d')]);
  expect(await makeFolders('/')).toEqual([]);
});

test('many at once make it together', async () => {
  const path = join(folder, 'a/b/c');
  const made = await Promise.all(Array.from({ length: 8 }, () => makeFolders(path)));
  expect(made.flat().sort()).toEqual(['a', 'a/b', 'a/b/c'].map((name) => join(folder, name)));
});

test('a file in the way is named, wherever it is', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  await expect(makeFolders(file)).rejects.toThrow(`${file} is no folder`);
  await expect(makeFolders(join(file, 'a/b'))).rejects.toThrow(`${file} is no folder`);
});

test('a link that leads nowhere is an error', async () => {
  symlinkSync(join(folder, 'gone/far'), join(folder, 'link'));
  await expect(makeFolders(join(folder, 'link/a'))).rejects.toThrow();
  expect(existsSync(join(folder, 'gone'))).toBe(false);
});

test.skipIf(process.platform !== 'linux')(
  'where the system takes no folders it fails, and does not try for ever',
  async () => {
    await expect(makeFolders('/proc/loom/a')).rejects.toThrow('takes no new folders in /proc');
  },
);
