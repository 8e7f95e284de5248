import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WriterLock } from '../client.ts';
import { withWriterLock } from './writer-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loom-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a lock that is a folder', () => {
  const lock = (staleMs = 60_000): WriterLock => ({
    kind: 'folder',
    path: join(folder, 'x.lock'),
    staleMs,
  });
  const make = () => mkdirSync(lock().path);

  test('is there while we write, and gone afterwards', async () => {
    const seen = await withWriterLock(lock(), async () => existsSync(lock().path));
    expect([seen, existsSync(lock().path)]).toEqual([true, false]);
  });

  test('is given back where writing fails', async () => {
    const failing = withWriterLock(lock(), () => Promise.reject(new Error('full')));
    await expect(failing).rejects.toThrow('full');
    expect(existsSync(lock().path)).toBe(false);
  });

  test('that was left behind is taken over', async () => {
    make();
    utimesSync(lock().path, 1, 1);
    expect(await withWriterLock(lock(), async () => 'written')).toBe('written');
    expect(existsSync(lock().path)).toBe(false);
  });

  test('that somebody holds for too long is left to them', async () => {
    make();
    // From the future, so that it never looks stale.
    utimesSync(lock().path, 4e9, 4e9);
    const waiting = withWriterLock(lock(120), async () => 'written');
    await expect(waiting).rejects.toMatchObject({ code: 'file-busy' });
    expect(existsSync(lock().path)).toBe(true);
  });

  test('that somebody took over from us is not theirs to lose', async () => {
    await withWriterLock(lock(), async () => {
      rmSync(lock().path, { recursive: true });
      // Something in between, so that it does not get the number of the one before.
      writeFileSync(join(folder, 'other'), '');
      make();
    });
    expect(existsSync(lock().path)).toBe(true);
  });
});

describe.skipIf(process.platform !== 'linux')('a file that the client locks', () => {
  const lock = (staleMs = 60_000): WriterLock => ({
    kind: 'held-file',
    path: join(folder, '.mcp-writer.lock'),
    staleMs,
  });

  test('is waited for while a process holds it, and stays the very file it was', async () => {
    writeFileSync(lock().path, '');
    const before = statSync(lock().path);
    const holder = spawn('flock', [lock().path, 'cat'], { stdio: ['pipe', 'pipe', 'inherit'] });
    // What comes back from it comes under the lock.
    holder.stdin.write('held');
    await once(holder.stdout, 'data');
    await expect(withWriterLock(lock(120), async () => 'early')).rejects.toMatchObject({
      code: 'file-busy',
    });
    const waiting = withWriterLock(lock(), async () => holder.exitCode);
    holder.stdin.end();
    await once(holder, 'exit');
    await waiting;
    expect(statSync(lock().path)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
  });

  test('that is not there yet is not made', async () => {
    expect(await withWriterLock(lock(), async () => 'written')).toBe('written');
    expect(existsSync(lock().path)).toBe(false);
  });
});
