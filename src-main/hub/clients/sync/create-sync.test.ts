import { existsSync, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
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

  test('removes folders again that it made for a file that then could not be written', async () => {
    const { changes } = await fixture.sync.preview({ targets: ['cursor'] });
    const seen = changes.map((change) => ({ ...change, after: 'something else' }));
    await fixture.sync.apply({ request: { targets: ['cursor'] }, seen });
    expect(existsSync(fixture.path('.cursor'))).toBe(false);
  });
});

describe('two at once', () => {
  test('two syncs of one hub write one entry', async () => {
    await fixture.write(cursor, existing);
    const request = { targets: ['cursor'] };
    const { changes: seen } = await fixture.sync.preview(request);
    const results = await Promise.all([
      fixture.sync.apply({ request, seen }),
      fixture.sync.apply({ request, seen }),
    ]);
    const written = results.flatMap((result) => result.written);
    expect(written).toHaveLength(1);
    expect((await fixture.read(cursor)).match(/"loom"/g)).toHaveLength(1);
  });

  test('two hubs never lose what the other wrote', async () => {
    await fixture.write(cursor, existing);
    const other = fixture.another();
    const request = { targets: ['cursor'] };
    const { changes: seen } = await fixture.sync.preview(request);
    const results = await Promise.all([
      fixture.sync.apply({ request, seen }),
      other.apply({ request, seen }),
    ]);
    expect(results.flatMap((result) => result.written)).toHaveLength(1);
    expect(results.flatMap((result) => result.refused)).toMatchObject([{ code: 'file-changed' }]);
    expect(JSON.parse(await fixture.read(cursor)).mcpServers).toMatchObject({
      fetch: {},
      loom: entry,
    });
  });

  test('waits for the lock of a client that is writing', async () => {
    const file = '.claude.json';
    await fixture.write(file, '{ "numStartups": 1 }');
    await mkdir(fixture.path('.claude.json.lock'));
    const request = { targets: ['claude-code'] };
    const { changes: seen } = await fixture.sync.preview(request);
    const applying = fixture.sync.apply({ request, seen });
    const first = await Promise.race([
      applying.then(() => 'written'),
      rm(fixture.path('.claude.json.lock'), { recursive: true }).then(() => 'released'),
    ]);
    expect(first).toBe('released');
    expect((await applying).written).toHaveLength(1);
    expect(existsSync(fixture.path('.claude.json.lock'))).toBe(false);
  });
});

describe('taking out', () => {
  test('restores the very bytes where nobody else has written since', async () => {
    const before = '{}';
    await fixture.write(cursor, before);
    await fixture.apply({ targets: ['cursor'] });
    await fixture.apply({ targets: ['cursor'], profile: 'review' });
    await fixture.apply({ targets: ['cursor'], remove: true });
    expect(await fixture.read(cursor)).toBe(before);
    expect(await fixture.sync.list({ targets: ['cursor'] })).toMatchObject([
      { state: { phase: 'absent' } },
    ]);
  });

  test('removes the file and the folder that it had made', async () => {
    await fixture.apply({ targets: ['cursor'] });
    const { changes } = await fixture.sync.preview({ targets: ['cursor'], remove: true });
    expect(changes).toMatchObject([{ action: 'delete-file' }]);
    await fixture.apply({ targets: ['cursor'], remove: true });
    expect(existsSync(fixture.path('.cursor'))).toBe(false);
  });

  test('takes only its entry out where the file has changed since', async () => {
    await fixture.write(cursor, existing);
    await fixture.apply({ targets: ['cursor'] });
    const changed = (await fixture.read(cursor)).replace('"uvx"', '"npx"');
    await fixture.write(cursor, changed);
    await fixture.apply({ targets: ['cursor'], remove: true });
    expect(JSON.parse(await fixture.read(cursor))).toEqual({
      mcpServers: { fetch: { command: 'npx', args: ['mcp-server-fetch'] } },
    });
  });
});

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

describe('with other servers in the file', () => {
  const github = { command: 'npx', args: ['-y', '@example/github'], env: { TOKEN: 'EXAMPLE-1' } };
  const spec = (env: Record<string, string>) => ({
    transport: 'stdio' as const,
    ...{ command: 'npx', args: ['-y', '@example/github'], env, enabled: true },
  });
  const text = `${JSON.stringify({ mcpServers: { github, other: { command: 'x' } } }, null, 2)}\n`;

  test('points out those that Loom serves as well, and leaves them', async () => {
    fixture.servers.gh = spec({ TOKEN: `\${secret:TOKEN}` }) as never;
    await fixture.write(cursor, text);
    const { changes } = await fixture.sync.preview({ targets: ['cursor'] });
    expect(changes[0]?.notes.join()).toContain('github stands here, and Loom serves it as gh');
    expect(await fixture.sync.list({ targets: ['cursor'] })).toMatchObject([
      { duplicates: ['github'] },
    ]);
  });

  test('takes them out on demand, where the vault has the same secrets', async () => {
    fixture.servers.gh = spec({ TOKEN: `\${secret:TOKEN}` }) as never;
    fixture.vault.set('TOKEN', 'EXAMPLE-1');
    await fixture.write(cursor, text);
    await fixture.apply({ targets: ['cursor'], replace: true });
    const { mcpServers } = JSON.parse(await fixture.read(cursor));
    expect(Object.keys(mcpServers).sort()).toEqual(['loom', 'other']);
    await fixture.undo();
    expect(await fixture.read(cursor)).toBe(text);
  });

  test('keeps one whose secret the vault does not have', async () => {
    fixture.servers.gh = spec({ TOKEN: `\${secret:TOKEN}` }) as never;
    fixture.vault.set('TOKEN', 'another one');
    await fixture.write(cursor, text);
    await fixture.apply({ targets: ['cursor'], replace: true });
    expect(JSON.parse(await fixture.read(cursor)).mcpServers.github).toEqual(github);
  });

  test('shows no secret of theirs in a preview', async () => {
    await fixture.write(cursor, text);
    const { changes } = await fixture.sync.preview({ targets: ['cursor'] });
    expect(changes[0]?.diff).not.toContain('EXAMPLE');
  });
});

describe('faults', () => {
  test('a file of many megabytes', async () => {
    const projects = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [
        `/home/ada/project-${index}`,
        { history: [{ display: 'x'.repeat(900) }], mcpServers: {} },
      ]),
    );
    const text = JSON.stringify({ projects, mcpServers: {} }, null, 2);
    await fixture.write('.claude.json', text);
    const { changes } = await fixture.sync.preview({ targets: ['claude-code'] });
    expect(changes[0]?.diff.length).toBeLessThan(4_000);
    await fixture.apply({ targets: ['claude-code'] });
    expect(JSON.parse(await fixture.read('.claude.json')).mcpServers.loom).toBeDefined();
    await fixture.undo();
    expect((await fixture.read('.claude.json')) === text).toBe(true);
  }, 60_000);

  test('a file on one line of many megabytes shows what changes alone', async () => {
    const text = JSON.stringify({
      a: 'x'.repeat(3_000_000),
      mcpServers: {},
      b: 'y'.repeat(10_000),
    });
    await fixture.write('.claude.json', text);
    const { changes } = await fixture.sync.preview({ targets: ['claude-code'] });
    expect(changes[0]?.diff).toContain('"loom"');
    expect(changes[0]?.diff.length).toBeLessThan(6_000);
  });

  test('a home that is not there', async () => {
    rmSync(fixture.path('locks'), { recursive: true, force: true });
    const gone = fixture.path('nowhere/home');
    expect(existsSync(dirname(gone))).toBe(false);
    const { changes } = await fixture.sync.preview({});
    expect(changes).toEqual([]);
  });

  test('a journal that cannot be written keeps every file as it is', async () => {
    await fixture.write(cursor, existing);
    const seen = (await fixture.sync.preview({ targets: ['cursor'] })).changes;
    fixture.store.close();
    const applying = fixture.sync.apply({ request: { targets: ['cursor'] }, seen });
    await expect(applying).rejects.toThrow();
    expect(await fixture.read(cursor)).toBe(existing);
  });

  test('CRLF, tabs and the missing newline at the end stay', async () => {
    const before = '{\r\n\t"mcpServers": {\r\n\t\t"a": {}\r\n\t}\r\n}';
    await fixture.write(cursor, before);
    await fixture.apply({ targets: ['cursor'] });
    const text = (await readFile(fixture.path(cursor))).toString();
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(text.endsWith('\r\n\t}\r\n}')).toBe(true);
  });

  test('half a file of a client that writes in place is read again', async () => {
    await fixture.write(cursor, existing.slice(0, 20));
    const previewing = fixture.sync.preview({ targets: ['cursor'] });
    await writeFile(fixture.path(cursor), existing);
    expect((await previewing).changes).toMatchObject([{ action: 'insert' }]);
  });
});
