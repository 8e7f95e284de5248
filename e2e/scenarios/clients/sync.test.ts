import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createHome } from '../../harness/home.ts';
import { startHub } from '../../harness/hub.ts';
import { canMount, mountSmallDisk } from '../../harness/small-disk.ts';
import { cursorFolder, ownText, syncAll, syncedCursor } from './synced-cursor.ts';

const request = { targets: ['cursor'] };

describe('the journal', () => {
  test('outlives the hub: the next one restores the very bytes', async () => {
    await using cursor = await syncedCursor();
    expect(await cursor.text()).not.toBe(ownText);
    const { home } = cursor.hub;
    await cursor.hub.stop();
    await using again = await startHub({ home });
    expect(await again.api.clients.history({})).toMatchObject([{ id: 1, target: 'cursor' }]);
    const { changes: seen } = await again.api.clients.previewUndo({});
    const { written } = await again.api.clients.undo({ request: {}, seen });
    expect(written).toMatchObject([{ target: 'cursor', journal: 2 }]);
    expect(await cursor.text()).toBe(ownText);
    expect(statSync(join(home, 'clients.db')).mode & 0o777).toBe(0o600);
  });

  test('that is damaged is set aside, and the hub says so', async () => {
    await using own = await createHome();
    writeFileSync(join(own.home, 'clients.db'), 'no database'.repeat(500));
    await using hub = await startHub({ home: own.home });
    const { problems } = await hub.api.hub.state();
    expect(problems).toMatchObject([{ message: expect.stringContaining('was damaged') }]);
    expect(readdirSync(own.home).some((name) => name.startsWith('clients.db.damaged-'))).toBe(true);
    mkdirSync(join(own.home, cursorFolder), { recursive: true });
    expect((await syncAll(hub, request)).written).toHaveLength(1);
  });
});

describe('a full disk', () => {
  test.runIf(canMount)('under the journal keeps every client’s file as it is', async () => {
    await using own = await createHome();
    using disk = mountSmallDisk(own.home);
    const file = join(own.home, '.cursor', 'mcp.json');
    mkdirSync(join(own.home, '.cursor'));
    writeFileSync(file, `${ownText}${' '.repeat(300_000)}`);
    writeFileSync(join(own.home, 'registry.yaml'), 'servers: {}\n');
    await using full = await startHub({ home: own.home, config: {} });
    const preview = await full.api.clients.preview(request);
    disk.fill();
    const result = await full.api.clients.apply({ request, seen: preview.changes });
    expect(result).toMatchObject({ written: [], refused: [{ code: 'file-unwritable' }] });
    expect(readFileSync(file, 'utf8').startsWith(`${ownText} `)).toBe(true);
    expect(readdirSync(join(own.home, '.cursor'))).toEqual(['mcp.json']);

    disk.free();
    const later = await full.api.clients.apply({ request, seen: preview.changes });
    expect(later).toMatchObject({ written: [{ target: 'cursor' }], refused: [] });
  });
});

describe('what to do about drift', () => {
  test('is remembered for each client', async () => {
    await using cursor = await syncedCursor();
    const { hub } = cursor;
    const view = await hub.api.clients.setHeal({ target: 'cursor', heal: 'auto' });
    expect(view).toMatchObject({ id: 'cursor', heal: 'auto' });
    writeFileSync(cursor.file, ownText);
    await expect.poll(cursor.text).toContain('--client');
    await expect(hub.api.clients.setHeal({ target: 'curser', heal: 'off' })).rejects.toMatchObject({
      code: 'unknown-client',
    });
  });
});
