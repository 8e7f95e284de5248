import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSyncFixture, type SyncFixture, sha256 } from './testing/sync-fixture.ts';

let fixture: SyncFixture;
beforeEach(() => {
  fixture = createSyncFixture();
});
afterEach(() => fixture[Symbol.dispose]());

const cursor = '.cursor/mcp.json';
const goose = '.config/goose/config.yaml';
const stdio = (command: string, more: object = {}) =>
  ({ transport: 'stdio', command, args: [], env: {}, enabled: true, ...more }) as never;
const namesIn = async () => Object.keys(JSON.parse(await fixture.read(cursor)).mcpServers);

describe('an entry that stood there before direct mode wrote the same', () => {
  const one = { type: 'stdio', command: 'first', args: [], autoApprove: ['x'] };
  beforeEach(async () => {
    fixture.servers.one = stdio('first');
    fixture.servers.two = stdio('second');
    await fixture.write(cursor, JSON.stringify({ mcpServers: { one } }));
    await fixture.apply({ targets: ['cursor'], mode: 'direct' });
    expect(await namesIn()).toEqual(['one', 'two']);
  });

  test('stays when Loom takes out what it wrote', async () => {
    const text = await fixture.read(cursor);
    await fixture.write(cursor, text.replace('{', '{ "theme": 1,'));
    await fixture.apply({ targets: ['cursor'], remove: true });
    expect(await namesIn()).toEqual(['one']);
  });

  test('stays when Loom takes its place, also after a second sync', async () => {
    fixture.servers.three = stdio('third');
    await fixture.apply({ targets: ['cursor'], mode: 'direct' });
    await fixture.apply({ targets: ['cursor'], mode: 'loom' });
    expect(await namesIn()).toEqual(['one', 'loom']);
  });

  test('is neither missed nor overwritten when its owner changes it', async () => {
    const text = (await fixture.read(cursor)).replace('"first"', '"mine"');
    await fixture.write(cursor, text);
    expect(await fixture.sync.list({ targets: ['cursor'] })).toMatchObject([
      { state: { phase: 'synced' } },
    ]);
    const { refused } = await fixture.sync.preview({ targets: ['cursor'], mode: 'direct' });
    expect(refused).toMatchObject([{ code: 'name-taken' }]);
  });
});

describe('a hub that was killed right after a write', () => {
  beforeEach(async () => {
    await fixture.write(cursor, '{ "mine": 1 }');
    const file = fixture.path(cursor);
    const before = Buffer.from('{}');
    await fixture.store.begin(
      {
        ...{ run: 'r', at: 1, key: 'k', target: 'cursor', label: 'Cursor', by: 'sync' },
        ...{ file, realFile: file, what: 'inserted', format: 'json', touched: [], folders: [] },
        ...{ before: sha256('{}'), after: sha256('what Loom wrote') },
      },
      before,
    );
  });

  test('can take it back without another sync in between', async () => {
    expect(await fixture.sync.previewUndo({})).toMatchObject({ changes: [{ target: 'cursor' }] });
  });

  test('keeps the copy where the client has written since', async () => {
    await fixture.sync.apply({ request: { targets: ['cursor'] }, seen: [] });
    expect(fixture.sync.history({})).toMatchObject([{ isKept: true }]);
    expect(Buffer.from(await fixture.store.bytes(sha256('{}'))).toString()).toBe('{}');
  });
});

test('the guardian puts nothing into a file that its client has just emptied', async () => {
  await fixture.write(cursor, '{ "theme": "dark" }');
  await fixture.apply({ targets: ['cursor'] });
  const [record] = fixture.store.targets();
  for (const emptied of ['', ' \n', '\uFEFF']) {
    await fixture.write(cursor, emptied);
    const { written, refused } = await fixture.sync.heal(record?.key ?? '');
    expect(written).toEqual([]);
    expect(refused).toMatchObject([{ code: 'file-changed' }]);
    expect(await fixture.read(cursor)).toBe(emptied);
  }
});

describe('--replace keeps an entry', () => {
  test.each([
    ['whose variables stand in a file', { envFile: '/x/.env' }],
    ['that signs in by itself', { url: 'https://a.example/mcp', auth: { CLIENT_ID: 'id' } }],
    ['that speaks otherwise', { url: 'https://a.example/mcp', type: 'sse' }],
  ])('%s', async (_name, more) => {
    fixture.servers.one = stdio('first');
    fixture.servers.two = {
      ...{ transport: 'http', url: 'https://a.example/mcp', headers: {} },
      enabled: true,
    } as never;
    const entry = 'url' in more ? more : { command: 'first', ...more };
    await fixture.write(cursor, JSON.stringify({ mcpServers: { mine: entry } }));
    await fixture.apply({ targets: ['cursor'], replace: true });
    expect(await namesIn()).toEqual(['mine', 'loom']);
  });

  test('whose tools Loom does not hold back', async () => {
    fixture.servers.one = stdio('first');
    const entry = { command: 'first', excludeTools: ['drop_all'] };
    await fixture.write('.gemini/settings.json', JSON.stringify({ mcpServers: { mine: entry } }));
    await fixture.apply({ targets: ['gemini-cli'], replace: true });
    expect(await fixture.read('.gemini/settings.json')).toContain('drop_all');
  });
});

test('no diff shows a secret that stands on lines of its own', async () => {
  const text = `extensions:
  a:
    type: stdio
    cmd: npx
    envs:
      PASSWORD: >-
        EXAMPLE-folded-secret
      API_TOKEN: |
        EXAMPLE-first-line
        EXAMPLE-second-line
`;
  await fixture.write(goose, text);
  const { changes } = await fixture.sync.preview({ targets: ['goose'] });
  await fixture.apply({ targets: ['goose'] });
  const undone = await fixture.sync.previewUndo({});
  const removed = await fixture.sync.preview({ targets: ['goose'], remove: true });
  for (const { diff } of [...changes, ...undone.changes, ...removed.changes]) {
    expect(diff).toContain('loom');
    expect(diff).not.toContain('EXAMPLE');
  }
});
