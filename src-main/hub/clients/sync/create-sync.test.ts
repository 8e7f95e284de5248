import { existsSync, lstatSync, mkdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { chmod, stat } from 'node:fs/promises';
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

describe('writing', () => {
  test('adds one entry and moves no other byte', async () => {
    await fixture.write(cursor, existing);
    const result = await fixture.apply({ targets: ['cursor'] });
    expect(result).toMatchObject({ written: [{ target: 'cursor', journal: 1 }], refused: [] });
    const text = await fixture.read(cursor);
    expect(JSON.parse(text).mcpServers.loom).toMatchObject(entry);
    const head = existing.indexOf('] }') + 3;
    expect(text.slice(0, head)).toBe(existing.slice(0, head));
    expect(text.endsWith(existing.slice(head))).toBe(true);
  });

  test('shows first what it will do, and writes nothing then', async () => {
    await fixture.write(cursor, existing);
    const { changes } = await fixture.sync.preview({ targets: ['cursor'] });
    expect(changes).toMatchObject([{ target: 'cursor', action: 'insert' }]);
    expect(changes[0]?.diff).toContain('+    "loom": {');
    expect(changes[0]?.diff).toContain('@@ -1,5 +1,');
    expect(await fixture.read(cursor)).toBe(existing);
    expect(fixture.sync.history({})).toEqual([]);
  });

  test('changes nothing the second time', async () => {
    await fixture.write(cursor, existing);
    await fixture.apply({ targets: ['cursor'] });
    const text = await fixture.read(cursor);
    const { changes } = await fixture.sync.preview({ targets: ['cursor'] });
    expect(changes).toMatchObject([{ action: 'none', diff: '' }]);
    expect(await fixture.apply({ targets: ['cursor'] })).toEqual({ written: [], refused: [] });
    expect(await fixture.read(cursor)).toBe(text);
  });

  test('makes a file that is not there, for its user alone', async () => {
    await fixture.apply({ targets: ['cursor'] });
    expect((await stat(fixture.path(cursor))).mode & 0o777).toBe(0o600);
    expect((await stat(fixture.path('.cursor'))).mode & 0o777).toBe(0o700);
  });

  test('keeps the mode and follows links, one after the other', async () => {
    await fixture.write('dotfiles/real.json', existing);
    await chmod(fixture.path('dotfiles/real.json'), 0o640);
    symlinkSync('real.json', fixture.path('dotfiles/link.json'));
    mkdirSync(fixture.path('.cursor'));
    symlinkSync('../dotfiles/link.json', fixture.path(cursor));
    await fixture.apply({ targets: ['cursor'] });
    expect(lstatSync(fixture.path(cursor)).isSymbolicLink()).toBe(true);
    expect(readlinkSync(fixture.path('dotfiles/link.json'))).toBe('real.json');
    expect(await fixture.read('dotfiles/real.json')).toContain('"loom"');
    expect((await stat(fixture.path('dotfiles/real.json'))).mode & 0o777).toBe(0o640);
  });

  test('makes the file that a chain of links leads to', async () => {
    mkdirSync(fixture.path('dotfiles'));
    mkdirSync(fixture.path('.cursor'));
    symlinkSync('new.json', fixture.path('dotfiles/link.json'));
    symlinkSync('../dotfiles/link.json', fixture.path(cursor));
    await fixture.apply({ targets: ['cursor'] });
    expect(lstatSync(fixture.path('dotfiles/link.json')).isSymbolicLink()).toBe(true);
    expect(await fixture.read('dotfiles/new.json')).toContain('"loom"');
  });

  test('changes only what differs in an entry, and keeps what its user added', async () => {
    const before = `{ "mcpServers": { "loom": { "command": "/old/place/loom", "args": ["proxy"], "env": { "KEEP": "1" } } } }`;
    await fixture.write(cursor, before);
    await fixture.apply({ targets: ['cursor'] });
    const { loom } = JSON.parse(await fixture.read(cursor)).mcpServers;
    expect(loom).toMatchObject({ ...entry, env: { KEEP: '1' } });
  });

  test('leaves alone an entry of that name that is not its own', async () => {
    const before = '{ "mcpServers": { "loom": { "command": "video-loom" } } }';
    await fixture.write(cursor, before);
    const { changes, refused } = await fixture.sync.preview({ targets: ['cursor'] });
    expect(changes).toEqual([]);
    expect(refused).toMatchObject([{ target: 'cursor', code: 'name-taken' }]);
    expect(await fixture.read(cursor)).toBe(before);
  });

  test('refuses a file that does not parse, with line and column, and never touches it', async () => {
    const before = '{\n  "mcpServers": {\n    "a": { "command": \n';
    await fixture.write(cursor, before);
    const { mtimeMs } = await stat(fixture.path(cursor));
    const { changes, refused } = await fixture.sync.preview({ targets: ['cursor'] });
    expect(changes).toEqual([]);
    expect(refused).toMatchObject([{ code: 'invalid-client-file', line: expect.any(Number) }]);
    expect(await fixture.sync.list({ targets: ['cursor'] })).toMatchObject([
      { state: { phase: 'unreadable', line: expect.any(Number) } },
    ]);
    expect(await fixture.read(cursor)).toBe(before);
    expect((await stat(fixture.path(cursor))).mtimeMs).toBe(mtimeMs);
  });

  test('does what one file stands in the way of in the others', async () => {
    await fixture.write(cursor, '{');
    await fixture.write('.codex/config.toml', '# mine\n');
    const result = await fixture.apply({ targets: ['cursor', 'codex'] });
    expect(result.written).toMatchObject([{ target: 'codex' }]);
    expect(await fixture.read('.codex/config.toml')).toContain('[mcp_servers.loom]');
  });

  test('writes only what was shown', async () => {
    await fixture.write(cursor, existing);
    const request = { targets: ['cursor'] };
    const { changes } = await fixture.sync.preview(request);
    const changed = existing.replace('uvx', 'npx');
    await fixture.write(cursor, changed);
    const result = await fixture.sync.apply({ request, seen: changes });
    expect(result).toMatchObject({ written: [], refused: [{ code: 'file-changed' }] });
    expect(await fixture.read(cursor)).toBe(changed);
    expect(await fixture.sync.apply({ request, seen: [] })).toEqual({ written: [], refused: [] });
  });

  test('never writes over a write-protected file', async () => {
    await fixture.write(cursor, existing);
    await chmod(fixture.path(cursor), 0o400);
    const seen = (await fixture.sync.preview({ targets: ['cursor'] })).changes;
    const result = await fixture.sync.apply({ request: { targets: ['cursor'] }, seen });
    expect(result.written).toEqual([]);
    expect(await fixture.read(cursor)).toBe(existing);
  });

  test('drops a byte order mark that the client cannot read, and says so', async () => {
    await fixture.write('.gemini/settings.json', '\uFEFF{ "theme": "dark" }\n');
    const { changes } = await fixture.sync.preview({ targets: ['gemini-cli'] });
    expect(changes[0]?.notes.join()).toContain('byte order mark');
    await fixture.apply({ targets: ['gemini-cli'] });
    const text = await fixture.read('.gemini/settings.json');
    expect(JSON.parse(text)).toMatchObject({ theme: 'dark', mcpServers: { loom: {} } });
    await fixture.undo();
    expect(await fixture.read('.gemini/settings.json')).toBe('\uFEFF{ "theme": "dark" }\n');
  });

  test('adds itself to a list of allowed servers, and takes itself out again', async () => {
    const before = '{ "mcp": { "allowed": ["github"] }, "mcpServers": { "github": {} } }\n';
    await fixture.write('.gemini/settings.json', before);
    await fixture.apply({ targets: ['gemini-cli'] });
    const { mcp } = JSON.parse(await fixture.read('.gemini/settings.json'));
    expect(mcp.allowed).toEqual(['github', 'loom']);
    const text = await fixture.read('.gemini/settings.json');
    await fixture.write('.gemini/settings.json', text.replace('{ "mcp"', '{ "a": 1, "mcp"'));
    await fixture.apply({ targets: ['gemini-cli'], remove: true });
    const after = JSON.parse(await fixture.read('.gemini/settings.json'));
    expect(after).toEqual({ a: 1, mcp: { allowed: ['github'] }, mcpServers: { github: {} } });
  });

  test('says where a client has it switched off outside of its entry', async () => {
    await fixture.write('.gemini/settings.json', '{ "mcp": { "excluded": ["loom"] } }\n');
    await fixture.apply({ targets: ['gemini-cli'] });
    await fixture.write('.config/opencode/opencode.json', '{ "tools": { "*": false } }\n');
    await fixture.apply({ targets: ['opencode'] });
    const views = await fixture.sync.list({ targets: ['gemini-cli', 'opencode'] });
    const synced = views.filter(({ state }) => state.phase === 'synced');
    expect(synced.map(({ id }) => id)).toEqual(['gemini-cli', 'opencode']);
    for (const { notes } of synced) expect(notes.join()).toContain('has loom switched off');
  });

  test('removes folders again that it made for a file that then could not be written', async () => {
    const { changes } = await fixture.sync.preview({ targets: ['cursor'] });
    const seen = changes.map((change) => ({ ...change, after: 'something else' }));
    await fixture.sync.apply({ request: { targets: ['cursor'] }, seen });
    expect(existsSync(fixture.path('.cursor'))).toBe(false);
  });
});
