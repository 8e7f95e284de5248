import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensurePrivateDirectory } from './private-directory.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loom-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const mode = (path: string) => statSync(path).mode & 0o777;
const posix = describe.skipIf(process.platform === 'win32');
const isRoot = process.getuid?.() === 0;

posix('ensurePrivateDirectory', () => {
  test('makes the folder, and the folders above it, for its owner alone', () => {
    const path = join(folder, 'a', 'b');
    ensurePrivateDirectory(path);
    expect([mode(join(folder, 'a')), mode(path)]).toEqual([0o700, 0o700]);
    ensurePrivateDirectory(path);
  });

  test('closes our own folder to others', () => {
    chmodSync(folder, 0o775);
    ensurePrivateDirectory(folder);
    expect(mode(folder)).toBe(0o700);
  });

  test('refuses a folder that others could write to, where that matters', () => {
    chmodSync(folder, 0o770);
    expect(() => ensurePrivateDirectory(folder, { refuseWritable: true })).toThrow('other users');
    chmodSync(folder, 0o755);
    ensurePrivateDirectory(folder, { refuseWritable: true });
    expect(mode(folder)).toBe(0o700);
  });

  test('refuses a file', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => ensurePrivateDirectory(file)).toThrow('is no folder');
  });

  test('follows our own link', () => {
    mkdirSync(join(folder, 'real'), { mode: 0o755 });
    symlinkSync('real', join(folder, 'link'));
    ensurePrivateDirectory(join(folder, 'link'));
    expect(mode(join(folder, 'real'))).toBe(0o700);
  });

  test.runIf(isRoot)("refuses another user's folder and leaves it as it is", () => {
    const path = join(folder, 'theirs');
    mkdirSync(path, { mode: 0o755 });
    chownSync(path, 12345, 12345);
    const failure = catchThrown(() => ensurePrivateDirectory(path));
    expect(failure).toMatchObject({ code: 'unsafe-directory', place: { file: path } });
    expect(mode(path)).toBe(0o755);
  });

  test.runIf(isRoot)("refuses another user's link, although it leads to our folder", () => {
    mkdirSync(join(folder, 'real'));
    symlinkSync('real', join(folder, 'link'));
    lchownSync(join(folder, 'link'), 12345, 12345);
    expect(() => ensurePrivateDirectory(join(folder, 'link'))).toThrow('link that another user');
  });
});

function catchThrown(action: () => void): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
