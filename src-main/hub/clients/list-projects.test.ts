import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listProjects } from './list-projects.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'loom-projects-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const list = (seen: [string, number][]) =>
  listProjects(
    seen.map(([folder, lastUsedAt]) => ({ folder, lastUsedAt })),
    { home, platform: process.platform },
  );

test('offers each folder once, the newest first, and only what is there', async () => {
  const [shop, blog] = ['shop', 'blog'].map((name) => join(home, name)) as [string, string];
  mkdirSync(shop);
  mkdirSync(blog);
  const seen: [string, number][] = [
    [shop, 3],
    [blog, 2],
    [shop, 1],
    [join(home, 'gone'), 9],
  ];
  expect(await list(seen)).toEqual([
    { folder: shop, lastUsedAt: 3 },
    { folder: blog, lastUsedAt: 2 },
  ]);
});

test('the home folder and those above it are no projects', async () => {
  expect(
    await list([
      [home, 1],
      [dirname(home), 2],
      ['/', 3],
      ['work', 4],
    ]),
  ).toEqual([]);
});
