import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LoomError } from '../../../src-shared/errors.ts';
import { readOwnFile } from './read-own-file.ts';

let folder: string;
let told: LoomError[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loom-own-file-'));
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (path: string) => readOwnFile(path, JSON.parse, (notice) => told.push(notice));

test('gives what a file holds, and nothing where there is none', () => {
  const path = join(folder, 'own.json');
  expect(read(path)).toBeUndefined();
  writeFileSync(path, '[1]');
  expect(read(path)).toEqual([1]);
  expect(told).toEqual([]);
});

test('moves a damaged file aside, as it is, and tells', () => {
  const path = join(folder, 'own.json');
  writeFileSync(path, '[1');
  expect(read(path)).toBeUndefined();
  const [kept = ''] = readdirSync(folder);
  expect(existsSync(path)).toBe(false);
  expect(readFileSync(join(folder, kept), 'utf8')).toBe('[1');
  expect(told).toMatchObject([{ code: 'file-unreadable', place: { file: join(folder, kept) } }]);
});

test('tells of what cannot be read at all, too', () => {
  expect(read(folder)).toBeUndefined();
  expect(told[0]?.message).toContain('EISDIR');
  folder = told[0]?.place?.file ?? '';
  expect(existsSync(folder)).toBe(true);
});
