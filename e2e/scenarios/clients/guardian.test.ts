import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startHub } from '../../harness/hub.ts';
import { cursorFolder, ownText, syncedCursor } from './synced-cursor.ts';

const auto = { config: { clients: { heal: 'auto' } } };

describe('heal: ask', () => {
  test('an erased entry is shown, and put back when somebody says so', async () => {
    await using cursor = await syncedCursor();
    const { hub, file } = cursor;
    const synced = await cursor.text();
    await writeFile(file, ownText);

    const state = await hub.waitForState(({ clients }) => clients[0]?.drifted.length === 1);
    expect(state.clients[0]?.drifted).toEqual(['cursor']);
    expect(state.problems).toMatchObject([
      { message: expect.stringContaining("Loom's entry was taken out"), file },
    ]);
    const [drift] = await hub.api.clients.drifts();
    expect(drift).toMatchObject({ target: 'cursor', file, how: 'missing', outcome: 'waiting' });
    expect(drift?.diff).toContain('proxy');
    expect(await cursor.text()).toBe(ownText);

    await hub.api.clients.resolveDrift({ target: 'cursor', answer: 'heal' });
    expect(await cursor.text()).toBe(synced);
    const healed = await hub.api.hub.state();
    expect([healed.clients[0]?.drifted, healed.problems]).toEqual([[], []]);
  });

  test('what happened while no hub ran is found by the next one', async () => {
    await using cursor = await syncedCursor();
    await cursor.hub.stop();
    await writeFile(cursor.file, ownText);
    await using again = await startHub({ home: cursor.hub.home });
    await again.waitForState(({ clients }) => clients[0]?.drifted.length === 1);
    await again.api.clients.resolveDrift({ target: 'cursor', answer: 'leave' });
    await again.waitForState(({ clients }) => clients[0]?.drifted.length === 0);
    expect(await cursor.text()).toBe(ownText);
  });
});

describe('heal: auto', () => {
  test('puts the entry back, and keeps what the client wrote meanwhile', async () => {
    await using cursor = await syncedCursor(auto);
    const { hub, file } = cursor;
    const changed = ownText.replace('own-server', 'newer-server');
    await writeFile(file, changed);
    await expect.poll(cursor.text).toContain('--client');
    const text = await cursor.text();
    expect(text).toContain('"mine": { "command":"newer-server" }');
    const newest = async () => (await hub.api.clients.history({}))[0];
    await expect.poll(newest).toMatchObject({ target: 'cursor', by: 'guardian' });
    const healed = async () => (await hub.api.clients.drifts()).map(({ outcome }) => outcome);
    await expect.poll(healed).toEqual(['healed']);
  });

  test('leaves a client that was uninstalled in peace, and guards it again when it is back', async () => {
    await using cursor = await syncedCursor(auto);
    const { hub, file } = cursor;
    const traces = [join(hub.home, cursorFolder), dirname(file)];
    for (const folder of traces) await rm(folder, { recursive: true });
    for (const folder of traces) await mkdir(folder);
    await writeFile(file, ownText);
    await expect.poll(cursor.text).toContain('--client');
    const newest = async () => (await hub.api.clients.drifts())[0];
    await expect.poll(newest).toMatchObject({ outcome: 'healed' });
  });

  test('does not fight a client that erases the entry again and again', async () => {
    await using cursor = await syncedCursor(auto);
    const { hub, file } = cursor;
    for (let round = 1; round <= 3; round++) {
      await writeFile(file, ownText);
      await expect.poll(cursor.text).toContain('--client');
    }
    await writeFile(file, ownText);
    const state = await hub.waitForState(({ problems }) => problems.length > 0);
    expect(state.problems[0]?.message).toContain('again and again');
    expect(await cursor.text()).toBe(ownText);
  });

  test('a file that was left half-written is never touched', async () => {
    await using cursor = await syncedCursor(auto);
    const broken = '{ "mcpServers": { "mine": ';
    await writeFile(cursor.file, broken);
    const state = await cursor.hub.waitForState(({ problems }) => problems.length > 0);
    expect(state.problems[0]?.message).toContain('cannot be read');
    expect(await cursor.text()).toBe(broken);
  });
});
