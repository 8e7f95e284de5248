import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changesOf, createSyncFixture, type SyncFixture, sha256 } from './testing/sync-fixture.ts';

let fixture: SyncFixture;
beforeEach(() => {
  fixture = createSyncFixture();
});
afterEach(() => fixture[Symbol.dispose]());

const cursor = '.cursor/mcp.json';
const existing = '{\n  "mcpServers": {\n    "fetch": { "command": "uvx" }\n  }\n}\n';
const sync = (profile?: string) =>
  fixture.apply({ targets: ['cursor'], ...(profile && { profile }) });

describe('byte for byte', () => {
  test.each([
    ['a file', existing],
    ['an empty file', ''],
    ['a file of blanks', ' \n\n'],
    ['an empty object', '{}'],
    ['no final newline, CRLF and tabs', '{\r\n\t"a": 1\r\n}'],
    ['null in place of the servers', '{ "mcpServers": null }'],
    ['odd blanks', '{ "mcpServers" :{   }  }   \n\n\n'],
  ])('%s is as it was', async (_name, before) => {
    await fixture.write(cursor, before);
    await sync();
    expect(await fixture.read(cursor)).not.toBe(before);
    const result = await fixture.undo();
    expect(result).toMatchObject({ written: [{ target: 'cursor' }], refused: [] });
    expect(await fixture.read(cursor)).toBe(before);
    expect(fixture.store.targets()).toEqual([]);
  });

  test('a file that was not there is gone, and the folder made for it', async () => {
    await sync();
    const { changes } = await fixture.sync.previewUndo({});
    expect(changes).toMatchObject([{ action: 'delete-file' }]);
    await fixture.undo();
    expect(existsSync(fixture.path('.cursor'))).toBe(false);
  });

  test('any earlier state comes back by its number', async () => {
    await fixture.write(cursor, existing);
    const states: string[] = [];
    for (const profile of ['a', 'b', 'c']) {
      states.push(await fixture.read(cursor));
      await sync(profile);
    }
    expect(fixture.sync.history({}).map(({ id }) => id)).toEqual([3, 2, 1]);
    await fixture.undo({ to: 2 });
    expect(await fixture.read(cursor)).toBe(states[1]);
    expect(fixture.store.targets()).toMatchObject([{ profile: 'a' }]);
    await fixture.undo({ to: 1 });
    expect(await fixture.read(cursor)).toBe(existing);
    expect(fixture.store.targets()).toEqual([]);
  });

  test('an undo goes one step further each time, and can be taken back itself', async () => {
    await fixture.write(cursor, existing);
    await sync('a');
    const first = await fixture.read(cursor);
    await sync('b');
    const second = await fixture.read(cursor);
    await fixture.undo();
    expect(await fixture.read(cursor)).toBe(first);
    await fixture.undo();
    expect(await fixture.read(cursor)).toBe(existing);
    expect((await fixture.sync.previewUndo({}).catch((error) => error)).code).toBe('not-found');
    await fixture.undo({ to: 3 });
    expect(await fixture.read(cursor)).toBe(second);
    expect(fixture.store.targets()).toMatchObject([{ profile: 'b' }]);
  });

  test('a file is as it was after a removal, too, that follows two undos in a row', async () => {
    await fixture.write(cursor, '{}');
    const remove = () => fixture.apply({ targets: ['cursor'], remove: true });
    await sync();
    await remove();
    await sync();
    await fixture.undo();
    // Takes the removal back, and what came and went since.
    await fixture.undo();
    expect(await fixture.read(cursor)).toContain('"loom"');
    await remove();
    expect(await fixture.read(cursor)).toBe('{}');
  });

  test('all files of the last command come back together, or those that are named', async () => {
    await fixture.write(cursor, existing);
    await fixture.write('.codex/config.toml', '# mine');
    await fixture.apply({ targets: ['cursor', 'codex'] });
    await fixture.undo({ targets: ['codex'] });
    expect(await fixture.read('.codex/config.toml')).toBe('# mine');
    expect(await fixture.read(cursor)).toContain('"loom"');
    await fixture.undo();
    expect(await fixture.read(cursor)).toBe(existing);
  });

  test('the journal has hashes of before and after', async () => {
    await fixture.write(cursor, existing);
    await sync();
    expect(fixture.sync.history({ target: 'cursor' })).toMatchObject([
      {
        before: sha256(existing),
        after: sha256(await fixture.read(cursor)),
        by: 'sync',
        what: 'inserted the entry loom',
        isKept: true,
      },
    ]);
  });
});

describe('after somebody has changed the file', () => {
  test('takes the entry alone back, and keeps what they did', async () => {
    await fixture.write(cursor, existing);
    await sync();
    await fixture.write(cursor, (await fixture.read(cursor)).replace('"uvx"', '"npx"'));
    const { changes } = await fixture.sync.previewUndo({});
    expect(changes[0]?.notes.join()).toContain('changed since');
    await fixture.undo();
    expect(await fixture.read(cursor)).toBe(existing.replace('"uvx"', '"npx"'));
  });

  test('keeps what they did between two writes, too', async () => {
    await fixture.write(cursor, existing);
    await sync('a');
    await fixture.write(cursor, (await fixture.read(cursor)).replace('"uvx"', '"npx"'));
    await sync('b');
    await fixture.undo({ to: 1 });
    expect(await fixture.read(cursor)).toBe(existing.replace('"uvx"', '"npx"'));
  });

  test('sets single keys back that Loom changed in an entry of theirs', async () => {
    const before = `{ "mcpServers": { "loom": { "command": "/old/loom", "args": ["proxy"] } } }`;
    await fixture.write(cursor, before);
    await sync();
    await fixture.write(cursor, `${await fixture.read(cursor)}\n`);
    await fixture.undo();
    const { loom } = JSON.parse(await fixture.read(cursor)).mcpServers;
    expect(loom).toEqual({ command: '/old/loom', args: ['proxy'] });
  });

  test('says so where they changed what Loom wrote, and writes nothing', async () => {
    await fixture.write(cursor, existing);
    await sync();
    const changed = (await fixture.read(cursor)).replace('/opt/loom/bin/loom', '/my/own');
    await fixture.write(cursor, changed);
    const { changes, refused } = await fixture.sync.previewUndo({});
    expect(changes).toEqual([]);
    expect(refused).toMatchObject([{ code: 'undo-conflict', target: 'cursor' }]);
    expect(await fixture.read(cursor)).toBe(changed);
  });

  test('does not touch a file that does not parse any more', async () => {
    await fixture.write(cursor, existing);
    await sync();
    await fixture.write(cursor, '{ "mcpServers"');
    const { refused } = await fixture.sync.previewUndo({});
    expect(refused).toMatchObject([{ code: 'invalid-client-file' }]);
    expect(await fixture.read(cursor)).toBe('{ "mcpServers"');
  });

  test('writes nothing that was not shown', async () => {
    await fixture.write(cursor, existing);
    await sync();
    const seen = changesOf(await fixture.sync.previewUndo({}));
    const changed = (await fixture.read(cursor)).replace('"uvx"', '"npx"');
    await fixture.write(cursor, changed);
    const result = await fixture.sync.undo({ request: {}, seen });
    expect(result).toMatchObject({ written: [], refused: [{ code: 'file-changed' }] });
    expect(await fixture.read(cursor)).toBe(changed);
  });
});
