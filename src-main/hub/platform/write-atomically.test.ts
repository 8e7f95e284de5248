import {
  chownSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LoomError } from '../../../src-shared/errors.ts';
import { writeAtomically, writeAtomicallySync } from './write-atomically.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loom-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe.each([
  ['writeAtomically', writeAtomically],
  ['writeAtomicallySync', async (path: string, text: string) => writeAtomicallySync(path, text)],
])('%s', (_name, write) => {
  test('replaces the file and leaves nothing else', async () => {
    const file = join(folder, 'a.json');
    writeFileSync(file, 'old', { mode: 0o600 });
    await write(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  test('says which file could not be written', async () => {
    const file = join(folder, 'taken');
    writeFileSync(file, '');
    const inside = join(file, 'a.json');
    const failure = await write(inside, 'x').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'file-unwritable', place: { file: inside } });
  });
});

describe('the last look before the file is replaced', () => {
  test('ends the write where it fails, and leaves nothing behind', async () => {
    const file = join(folder, 'a.json');
    writeFileSync(file, 'old');
    const changed = new LoomError('file-changed', 'it has changed');
    const writing = writeAtomically(file, 'new', () => Promise.reject(changed));
    await expect(writing).rejects.toBe(changed);
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a.json']);
  });
});

test('a chain of links leads to its end, whether there is a file or not', async () => {
  const [first, second, end] = ['first', 'second', 'end'].map((name) => join(folder, name));
  symlinkSync('second', first ?? '');
  symlinkSync('end', second ?? '');
  for (const text of ['new', 'newer']) {
    await writeAtomically(first ?? '', text);
    expect(lstatSync(second ?? '').isSymbolicLink()).toBe(true);
    expect(readFileSync(end ?? '', 'utf8')).toBe(text);
  }
});

test.runIf(process.getuid?.() === 0)('what root writes stays its owner’s', async () => {
  const file = join(folder, 'a.json');
  writeFileSync(file, 'old', { mode: 0o600 });
  chownSync(file, 1234, 1235);
  await writeAtomically(file, 'new');
  expect(statSync(file)).toMatchObject({ uid: 1234, gid: 1235 });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.skipIf(process.platform !== 'linux')('a device is refused, root or not', async () => {
  const link = join(folder, 'link');
  symlinkSync('/dev/full', link);
  await expect(writeAtomically(link, 'x')).rejects.toMatchObject({
    code: 'file-unwritable',
    message: expect.stringContaining('is no regular file'),
  });
  expect(statSync('/dev/full').isCharacterDevice()).toBe(true);
});
