import { existsSync } from 'node:fs';
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
