import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
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
  }, 120_000);

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

  test('a home that is not there is not made', async () => {
    fixture.machine.home = fixture.path('nowhere/ada');
    expect(await fixture.sync.preview({})).toEqual({ changes: [], refused: [] });
    const { refused } = await fixture.sync.preview({ targets: ['cursor'] });
    expect(refused).toMatchObject([{ code: 'file-unwritable' }]);
    expect(existsSync(fixture.path('nowhere'))).toBe(false);
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
