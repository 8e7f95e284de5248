import { existsSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSyncFixture, type SyncFixture } from './testing/sync-fixture.ts';

let fixture: SyncFixture;
beforeEach(() => {
  fixture = createSyncFixture();
});
afterEach(() => fixture[Symbol.dispose]());

const cursor = '.cursor/mcp.json';
const existing = `{
  "mcpServers": {
    "fetch": { "command": "uvx", "args": ["mcp-server-fetch"] }
  }
}
`;
const entry = { command: '/opt/loom/bin/loom', args: ['proxy', '--client', 'cursor'] };

describe('what stands there', () => {
  const stateOf = async () => (await fixture.sync.list({ targets: ['cursor'] }))[0]?.state;

  test('tells a client that is not here from one without an entry', async () => {
    expect(await stateOf()).toEqual({ phase: 'not-installed' });
    await fixture.write(cursor, '{}');
    expect(await stateOf()).toEqual({ phase: 'absent' });
  });

  test('tells an entry that is gone from one that says something else', async () => {
    await fixture.write(cursor, existing);
    await fixture.apply({ targets: ['cursor'] });
    expect(await stateOf()).toEqual({ phase: 'synced' });
    const text = await fixture.read(cursor);
    await fixture.write(cursor, text.replace('/opt/loom/bin/loom', '/elsewhere/loom'));
    expect(await stateOf()).toMatchObject({ phase: 'drifted', how: 'changed' });
    await fixture.write(cursor, existing);
    expect(await stateOf()).toMatchObject({ phase: 'drifted', how: 'missing' });
    const [record] = fixture.store.targets();
    const inspection = await fixture.sync.inspectSynced(record?.key ?? '');
    expect(inspection?.drift).toContain('-  "loom": {');
  });

  test('takes keys that the client adds to the entry for no drift', async () => {
    await fixture.write(cursor, existing);
    await fixture.apply({ targets: ['cursor'] });
    const text = await fixture.read(cursor);
    await fixture.write(cursor, text.replace('"loom": {', '"loom": { "disabled": true,'));
    expect(await stateOf()).toEqual({ phase: 'synced' });
  });

  test('finds Loom under another name', async () => {
    const text = '{ "mcpServers": { "my-hub": { "command": "/x/loom.exe", "args": ["proxy"] } } }';
    await fixture.write(cursor, text);
    expect(await stateOf()).toEqual({ phase: 'other-entry', names: ['my-hub'] });
    const { changes } = await fixture.sync.preview({ targets: ['cursor'] });
    expect(changes[0]?.notes.join()).toContain('my-hub reaches Loom, too');
  });

  test('knows nothing of an entry that stands as Loom would write it', async () => {
    const text = JSON.stringify({ mcpServers: { loom: { type: 'stdio', ...entry } } });
    await fixture.write(cursor, text);
    expect(await stateOf()).toEqual({ phase: 'synced' });
  });

  test('does not write for a client that was uninstalled, and does not miss it', async () => {
    await fixture.write(cursor, '{}');
    await fixture.apply({ targets: ['cursor'] });
    rmSync(fixture.path('.cursor'), { recursive: true });
    expect(await stateOf()).toEqual({ phase: 'not-installed' });
    expect(await fixture.sync.preview({})).toEqual({ changes: [], refused: [] });
  });

  test('shows project files that were synced, wherever the project is', async () => {
    const project = fixture.path('work/shop');
    await mkdir(project, { recursive: true });
    await fixture.apply({ targets: ['cursor'], project });
    expect(existsSync(`${project}/.cursor/mcp.json`)).toBe(true);
    const all = await fixture.sync.list({});
    expect(all.find(({ file }) => file.startsWith(project))).toMatchObject({
      id: 'cursor:project',
      state: { phase: 'synced' },
    });
  });
});

describe('healing', () => {
  test('puts back what was erased, and only that', async () => {
    await fixture.write(cursor, existing);
    await fixture.apply({ targets: ['cursor'], profile: 'review' });
    const [record] = fixture.store.targets();
    const key = record?.key ?? '';
    fixture.store.setProof(key, { phase: 'verified', at: 5 });
    const others = existing.replace('uvx', 'npx');
    await fixture.write(cursor, others);
    expect((await fixture.sync.heal(key)).written).toHaveLength(1);
    const { fetch, loom } = JSON.parse(await fixture.read(cursor)).mcpServers;
    expect(fetch.command).toBe('npx');
    expect(loom.args).toEqual([...entry.args, '--profile', 'review']);
    expect(fixture.store.target(key)?.proof).toEqual({ phase: 'verified', at: 5 });
    expect(fixture.sync.history({})[0]).toMatchObject({ by: 'guardian' });
  });

  test('makes no file for a client that is gone', async () => {
    await fixture.write(cursor, existing);
    await fixture.apply({ targets: ['cursor'] });
    const [record] = fixture.store.targets();
    rmSync(fixture.path('.cursor'), { recursive: true });
    const inspection = await fixture.sync.inspectSynced(record?.key ?? '');
    expect(inspection?.state).toEqual({ phase: 'not-installed' });
  });
});
