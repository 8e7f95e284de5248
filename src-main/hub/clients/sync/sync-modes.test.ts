import { mkdirSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SyncRequest } from '../../../../src-shared/domain/client.ts';
import { createSyncFixture, type SyncFixture, sha256 } from './testing/sync-fixture.ts';

let fixture: SyncFixture;
beforeEach(() => {
  fixture = createSyncFixture();
});
afterEach(() => fixture[Symbol.dispose]());

const cursor = '.cursor/mcp.json';
const serversIn = async () => JSON.parse(await fixture.read(cursor)).mcpServers;
const stdio = (command: string, env: Record<string, string> = {}) =>
  ({ transport: 'stdio', command, args: [], env, enabled: true }) as never;

describe('direct mode', () => {
  test('writes every server as an entry of its own, and takes Loom out', async () => {
    await fixture.write(cursor, '{ "mcpServers": {} }');
    await fixture.apply({ targets: ['cursor'] });
    fixture.servers.one = stdio('first');
    fixture.servers.two = stdio('second', { TOKEN: `\${env:TOKEN}` });
    await fixture.apply({ targets: ['cursor'], mode: 'direct' });
    const servers = await serversIn();
    expect(Object.keys(servers)).toEqual(['one', 'two']);
    expect(servers.two.env).toEqual({ TOKEN: `\${env:TOKEN}` });
    expect(await fixture.sync.list({ targets: ['cursor'] })).toMatchObject([
      { state: { phase: 'synced' }, duplicates: [] },
    ]);
  });

  test('follows the profile: what is gone there goes here, unless somebody changed it', async () => {
    fixture.servers.one = stdio('first');
    fixture.servers.two = stdio('second');
    fixture.servers.three = stdio('third');
    await fixture.apply({ targets: ['cursor'], mode: 'direct' });
    await fixture.write(cursor, (await fixture.read(cursor)).replace('"second"', '"mine"'));
    delete fixture.servers.one;
    delete fixture.servers.two;
    await fixture.apply({ targets: ['cursor'] });
    expect(Object.keys(await serversIn())).toEqual(['two', 'three']);
    await fixture.apply({ targets: ['cursor'], mode: 'loom' });
    expect(Object.keys(await serversIn())).toEqual(['two', 'loom']);
  });

  test('refuses a server whose secret would have to stand there', async () => {
    fixture.servers.one = stdio('first');
    fixture.servers.two = stdio('second', { TOKEN: `\${secret:TOKEN}` });
    mkdirSync(fixture.path('.config/Claude'), { recursive: true });
    const { changes, refused } = await fixture.sync.preview({
      targets: ['claude-desktop'],
      mode: 'direct',
    });
    expect(refused).toMatchObject([
      { code: 'not-expressible', reason: expect.stringMatching(/^two: /) },
    ]);
    expect(changes[0]?.diff).toContain('"one"');
    expect(changes[0]?.diff).not.toContain('"two"');
  });

  test('keeps Loom where none of the servers could take its place', async () => {
    fixture.servers.two = stdio('second', { TOKEN: `\${secret:TOKEN}` });
    mkdirSync(fixture.path('.config/Claude'), { recursive: true });
    await fixture.apply({ targets: ['claude-desktop'] });
    const direct: SyncRequest = { targets: ['claude-desktop'], mode: 'direct' };
    const { changes, refused } = await fixture.sync.preview(direct);
    expect(changes).toEqual([]);
    expect(refused).toMatchObject([{ reason: expect.stringContaining('two: the client takes') }]);
  });

  test('leaves alone an entry of the same name that is not its own', async () => {
    const before = '{ "mcpServers": { "one": { "command": "mine" } } }';
    await fixture.write(cursor, before);
    fixture.servers.one = stdio('first');
    const { refused } = await fixture.sync.preview({ targets: ['cursor'], mode: 'direct' });
    expect(refused).toMatchObject([{ code: 'name-taken' }]);
  });
});

describe('from one way to the other', () => {
  test('changes the entry without leaving keys of the other form', async () => {
    fixture.hub.http = 'http://127.0.0.1:8088/mcp';
    await fixture.write(
      cursor,
      '{ "mcpServers": { "loom": { "command": "/x/loom", "args": ["proxy"], "mine": 1 } } }',
    );
    await fixture.apply({ targets: ['cursor'], via: 'http' });
    const { loom } = await serversIn();
    expect(Object.keys(loom).sort()).toEqual(['headers', 'mine', 'url']);
    expect(loom.headers.Authorization).toBe(`Bearer \${env:LOOM_TOKEN}`);
    await fixture.apply({ targets: ['cursor'], via: 'proxy' });
    expect(Object.keys((await serversIn()).loom).sort()).toEqual([
      'args',
      'command',
      'mine',
      'type',
    ]);
  });

  test('a sync without wishes keeps those of the last one', async () => {
    await fixture.apply({ targets: ['cursor'], profile: 'review' });
    fixture.hub.command = ['/new/loom', 'proxy'];
    await fixture.apply({ targets: ['cursor'] });
    expect((await serversIn()).loom).toMatchObject({
      command: '/new/loom',
      args: ['proxy', '--client', 'cursor', '--profile', 'review'],
    });
    await fixture.apply({ targets: ['cursor'], profile: 'default' });
    expect((await serversIn()).loom.args).toEqual(['proxy', '--client', 'cursor']);
  });

  test('a profile that is not there is refused', async () => {
    const { refused } = await fixture.sync.preview({ targets: ['cursor'], profile: 'unknown' });
    expect(refused).toMatchObject([{ code: 'unknown-profile' }]);
  });
});

describe('which targets', () => {
  test('one file behind two targets is planned as it will be, and written once', async () => {
    await fixture.write('.claude.json', '{}');
    mkdirSync(fixture.path('moved'));
    symlinkSync('../.claude.json', fixture.path('moved/.claude.json'));
    const request = {
      targets: ['claude-code'],
      env: { CLAUDE_CONFIG_DIR: fixture.path('moved') },
    };
    const { changes } = await fixture.sync.preview(request);
    expect(changes.map(({ action }) => action)).toEqual(['insert', 'none']);
    expect(changes[1]?.before).toBe(changes[0]?.after);
    const { written, refused } = await fixture.apply(request);
    expect([written.length, refused]).toEqual([1, []]);
    expect(fixture.store.targets()).toHaveLength(2);
    await fixture.undo();
    expect(await fixture.read('.claude.json')).toBe('{}');
  });

  test('a file at a place of its own is found again with the variables that led there', async () => {
    const env = { CODEX_HOME: fixture.path('elsewhere') };
    await fixture.write('elsewhere/config.toml', '# mine\n');
    await fixture.apply({ targets: ['codex'], env });
    const states = (await fixture.sync.list({})).filter(({ file }) => file.includes('elsewhere'));
    expect(states).toMatchObject([{ client: 'codex', state: { phase: 'synced' } }]);
    await fixture.write('elsewhere/config.toml', '# mine\n');
    const record = fixture.store.targets().find(({ file }) => file.includes('elsewhere'));
    expect((await fixture.sync.heal(record?.key ?? '')).written).toHaveLength(1);
    expect(await fixture.read('elsewhere/config.toml')).toContain('[mcp_servers.loom]');
  });

  test('a client that is unknown is told, with the one that was meant', async () => {
    const preview = fixture.sync.preview({ targets: ['curser'] });
    await expect(preview).rejects.toMatchObject({
      code: 'unknown-client',
      remedy: expect.stringContaining('cursor'),
    });
  });
});

describe('a hub that ended in the middle', () => {
  test('a write that had happened is in the journal, and one that had not is not', async () => {
    await fixture.write(cursor, '{}');
    const about = {
      ...{ run: 'r', at: 1, key: 'k', target: 'cursor', label: 'Cursor', by: 'sync' as const },
      ...{ file: fixture.path(cursor), realFile: fixture.path(cursor), what: 'inserted' },
      ...{ format: 'json' as const, touched: [], folders: [] },
    };
    const before = Buffer.from('before');
    await fixture.store.begin({ ...about, before: sha256('before'), after: sha256('{}') }, before);
    await fixture.store.begin({ ...about, before: sha256('{}'), after: sha256('never') }, before);
    await fixture.sync.apply({ request: { targets: ['cursor'] }, seen: [] });
    expect(fixture.sync.history({})).toMatchObject([{ before: sha256('before') }]);
    expect(fixture.store.unconfirmed()).toEqual([]);
  });
});
