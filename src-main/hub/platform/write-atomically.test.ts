import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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
