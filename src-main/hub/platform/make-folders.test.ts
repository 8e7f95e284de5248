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

test('makes what is missing, for its owner alone, and names it from the outside in', () => {
  const made = ['a', 'a/b', 'a/b/c'].map((name) => join(folder, name));
  expect(makeFolders(join(folder, 'a/b/c'))).toEqual(made);
  for (const each of made) expect(statSync(each).mode & 0o777).toBe(0o700);
  expect(makeFolders(join(folder, 'a/b/c'))).toEqual([]);
  expect(makeFolders(join(folder, 'a/b/d'))).toEqual([join(folder, 'a/b/d')]);
  expect(makeFolders('/')).toEqual([]);
});

test('a file in the way is named, wherever it is', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(() => makeFolders(file)).toThrow(`${file} is no folder`);
  expect(() => makeFolders(join(file, 'a/b'))).toThrow(`${file} is no folder`);
});

test('a link that leads nowhere is an error', () => {
  symlinkSync(join(folder, 'gone/far'), join(folder, 'link'));
  expect(() => makeFolders(join(folder, 'link/a'))).toThrow();
  expect(existsSync(join(folder, 'gone'))).toBe(false);
});

test.skipIf(process.platform !== 'linux')(
  'where the system takes no folders it fails, and does not try for ever',
  () => {
    expect(() => makeFolders('/proc/loom/a')).toThrow('takes no new folders in /proc');
  },
);
