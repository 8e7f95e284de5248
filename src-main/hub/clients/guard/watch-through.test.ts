import { appendFile, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchThrough } from './watch-through.ts';

let home: string;
let changed: ReturnType<typeof vi.fn<() => void>>;
let failed: ReturnType<typeof vi.fn<(error: unknown) => void>>;
let opened: { close(): void } | undefined;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'loom-watch-'));
  changed = vi.fn<() => void>();
  failed = vi.fn<(error: unknown) => void>();
});
afterEach(async () => {
  opened?.close();
  expect(failed).not.toHaveBeenCalled();
  await rm(home, { recursive: true, force: true });
});

/** Resolves when the watching has begun. */
async function watch(path: string) {
  opened = watchThrough({ path, debounceMs: 5, changed, failed });
  await expect.poll(() => changed.mock.calls.length).toBe(1);
}

/** Does it again until it was told: nothing says when a new folder is watched. */
async function tellsOf(act: () => Promise<unknown>) {
  const before = changed.mock.calls.length;
  await expect
    .poll(async () => {
      await act();
      return changed.mock.calls.length;
    })
    .toBeGreaterThan(before);
}

test('tells of a file in a folder that does not exist yet', async () => {
  const file = join(home, 'a/b/mcp.json');
  await watch(file);
  await tellsOf(async () => {
    await mkdir(join(home, 'a/b'), { recursive: true });
    await appendFile(file, ' ');
  });
  await tellsOf(() => appendFile(file, ' '));
});

test('goes on after the folder was removed and made again', async () => {
  const file = join(home, 'a/b/mcp.json');
  await mkdir(join(home, 'a/b'), { recursive: true });
  await watch(file);
  await tellsOf(() => appendFile(file, ' '));
  await rm(join(home, 'a'), { recursive: true });
  await tellsOf(async () => {
    await mkdir(join(home, 'a/b'), { recursive: true });
    await appendFile(file, ' ');
  });
});

test('notices a folder that was moved away, and its return', async () => {
  const folder = join(home, 'client');
  await mkdir(folder);
  await writeFile(join(folder, 'mcp.json'), '{}');
  await watch(join(folder, 'mcp.json'));
  const before = changed.mock.calls.length;
  await rename(folder, join(home, 'away'));
  await expect.poll(() => changed.mock.calls.length).toBeGreaterThan(before);
  const gone = changed.mock.calls.length;
  await rename(join(home, 'away'), folder);
  await expect.poll(() => changed.mock.calls.length).toBeGreaterThan(gone);
  await tellsOf(() => appendFile(join(folder, 'mcp.json'), ' '));
});

test('follows a link to where the file really lies', async () => {
  await mkdir(join(home, 'dotfiles'));
  await mkdir(join(home, 'client'));
  await writeFile(join(home, 'dotfiles/mcp.json'), '{}');
  await symlink(join(home, 'dotfiles/mcp.json'), join(home, 'client/mcp.json'));
  await watch(join(home, 'client/mcp.json'));
  await tellsOf(() => appendFile(join(home, 'dotfiles/mcp.json'), ' '));
});
