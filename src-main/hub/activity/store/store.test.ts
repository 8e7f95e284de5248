import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { batchOf, type MadeCall } from '../testing/calls.ts';
import { openStore } from '../testing/open-store.ts';
import { callsPerPart } from './schema.ts';

const every = { filter: {}, limit: 1_000 };
const namesIn = ({ calls }: { calls: { name: string }[] }) => calls.map(({ name }) => name);
const numbered = (count: number, from = 0): Partial<MadeCall>[] =>
  Array.from({ length: count }, (_call, index) => ({
    at: (from + index) * 1_000,
    name: `tool_${from + index}`,
  }));

describe('what is written', () => {
  test('is listed the newest first, page by page, with the number of all', () => {
    using open = openStore();
    open.store.write(batchOf(numbered(5)), 0);
    const first = open.store.list({ filter: {}, limit: 2 });
    expect(namesIn(first)).toEqual(['tool_4', 'tool_3']);
    expect(first).toMatchObject({ total: 5, skipped: 0 });
    const second = open.store.list({ filter: {}, limit: 9, before: first.calls[1]?.id });
    expect(namesIn(second)).toEqual(['tool_2', 'tool_1', 'tool_0']);
    expect(second.calls[0]).toEqual({
      id: 3,
      at: 2_000,
      client: 'cursor',
      session: 'session-1',
      era: 'legacy',
      profile: 'default',
      server: 'echo',
      kind: 'tool',
      name: 'tool_2',
      durationMs: 5,
      requestBytes: 16,
      resultBytes: 44,
      outcome: 'ok',
    });
  });

  test('is there in detail, and says what is not whole or missing', () => {
    using open = openStore();
    open.store.write(
      batchOf([
        { project: '/home/ada', args: '{"a":"ü"}' },
        { args: '{"text":"üüü"}', mostPayload: 12 },
        { detail: 'no-payloads' },
        { detail: 'hurried', outcome: 'error', result: '{"code":1,"message":"no  luck"}' },
        { args: undefined, result: undefined, outcome: 'cancelled' },
      ]),
      0,
    );
    const get = (id: number) => open.store.get({ id });
    expect(get(1)).toMatchObject({
      project: '/home/ada',
      arguments: '{"a":"ü"}',
      result: '{"content":[{"type":"text","text":"hello"}]}',
      cut: [],
    });
    expect(get(2)).toMatchObject({
      arguments: '{"text":"ü',
      cut: ['arguments', 'result'],
    });
    expect(get(3)).toMatchObject({ withheld: expect.stringContaining('payloads: none'), cut: [] });
    expect(get(3)).not.toHaveProperty('arguments');
    expect(get(4)).toMatchObject({ error: 'no luck', withheld: expect.stringContaining('fast') });
    expect(get(4)).not.toHaveProperty('result');
    expect(get(5)).not.toHaveProperty('withheld');
    expect(get(6)).toBeUndefined();
  });

  test('tells what went wrong: of the hub, the server, the tool', () => {
    using open = openStore();
    open.store.write(
      batchOf([
        { outcome: 'error', error: 'server "echo" is gone', result: undefined },
        { outcome: 'error', result: '{"code":-32602,"message":"bad \\"a\\"","data":{}}' },
        { outcome: 'tool-error', result: '{"content":[{"type":"text","text":"no\\nsuch file"}]}' },
        { outcome: 'tool-error', result: '{"content":[]}' },
      ]),
      0,
    );
    expect(open.store.list(every).calls.map(({ error }) => error)).toEqual([
      undefined,
      'no such file',
      'bad "a"',
      'server "echo" is gone',
    ]);
  });

  test('never holds a secret, wherever it stood', () => {
    using open = openStore();
    const secret = 'canary-0123456789';
    open.mask.know([secret]);
    open.store.write(
      batchOf([
        {
          name: `file:///${secret}`,
          client: secret,
          args: JSON.stringify({ q: secret }),
          result: JSON.stringify({ content: [{ type: 'text', text: `x ${secret}` }] }),
        },
        { outcome: 'error', error: `it said ${secret}`, result: undefined },
      ]),
      0,
    );
    expect(JSON.stringify([open.store.list(every), open.store.exportPage(every)])).not.toMatch(
      secret,
    );
    expect(open.store.list({ filter: { text: 'canary' }, limit: 9 }).total).toBe(0);
  });

  test('is for its user alone', () => {
    using open = openStore();
    open.store.write(batchOf([{}]), 0);
    for (const ending of ['', '-wal', '-shm']) {
      expect(statSync(open.file + ending).mode & 0o077).toBe(0);
    }
  });

  test('counts calls that came too fast for a row', () => {
    using open = openStore();
    open.store.write(batchOf([{}, { isCounted: true }, { isCounted: true }]), 4);
    expect(open.store.list(every)).toMatchObject({ total: 1, skipped: 6 });
    const stats = open.store.stats({ filter: {}, spanMs: 60_000, buckets: 1, now: 1_010_000 });
    expect(stats.all.calls).toBe(3);
  });

  test('comes in order to whoever follows', () => {
    using open = openStore();
    open.store.write(batchOf(numbered(3)), 0);
    const first = open.store.newer({ filter: {}, after: 1, limit: 1 });
    expect(first).toMatchObject({ calls: [{ name: 'tool_1' }], last: 2 });
    const rest = open.store.newer({ filter: { name: 'tool_9' }, after: 2, limit: 5 });
    expect(rest).toEqual({ calls: [], last: 3 });
  });

  test('leaves page by page as JSON lines', () => {
    using open = openStore();
    open.store.write(batchOf(numbered(1_023)), 0);
    const names: string[] = [];
    let before: number | undefined;
    do {
      const page = open.store.exportPage({ filter: { text: 'hello' }, before });
      names.push(...page.lines.map((line) => JSON.parse(line).name));
      before = page.before;
    } while (before !== undefined);
    expect(names).toEqual(
      numbered(1_023)
        .map(({ name }) => name)
        .reverse(),
    );
    const [line = ''] = open.store.exportPage({ filter: {}, before: 2 }).lines;
    expect(JSON.parse(line)).toMatchObject({ id: 1, arguments: '{"text":"hello"}', cut: [] });
  });
});

describe('what is forgotten', () => {
  const forget = (open: ReturnType<typeof openStore>, now: number) => {
    while (open.store.retain(now)) {}
    return namesIn(open.store.list(every));
  };

  test('are the oldest of too many calls', () => {
    using open = openStore({ max_calls: 3 });
    open.store.write(batchOf(numbered(8)), 0);
    expect(forget(open, 0)).toEqual(['tool_7', 'tool_6', 'tool_5']);
    expect(open.store.list({ filter: { text: 'hello' }, limit: 9 }).total).toBe(3);
    expect(open.store.get({ id: 5 })).toBeUndefined();
  });

  test('are calls that ended too many days ago, and what was counted then', () => {
    using open = openStore({ keep_days: 1 });
    const day = 86_400_000;
    open.store.write(batchOf([{ at: 0 }, { at: 0, durationMs: day, name: 'long' }]), 0);
    expect(forget(open, day + 60_000)).toEqual(['long']);
    const stats = open.store.stats({ filter: {}, spanMs: 3 * day, buckets: 1, now: 2 * day });
    expect(stats.all.calls).toBe(0);
    expect(forget(open, 3 * day)).toEqual([]);
    open.store.write(batchOf([{ at: 3 * day, name: 'new' }]), 0);
    expect(open.store.list({ filter: { text: 'hello' }, limit: 9 }).calls[0]?.id).toBe(3);
  });

  test('are the oldest in a file that is too large, until it is not any more', () => {
    const limit = 2 * 1024 * 1024;
    using open = openStore({ max_size: limit });
    const text = 'lorem ipsum '.repeat(1_000);
    for (let round = 0; round < 40; round++) {
      const calls = numbered(20, round * 20).map((call) => ({ ...call, args: `{"a":"${text}"}` }));
      open.store.write(batchOf(calls), 0);
      while (open.store.retain(0)) {}
    }
    const left = namesIn(open.store.list(every));
    expect(left[0]).toBe('tool_799');
    expect(left.length).toBeGreaterThan(20);
    expect(left.length).toBeLessThan(400);
    open.store.close();
    expect(statSync(open.file).size).toBeLessThan(limit * 1.5);
  });

  test('go with their part of the index', () => {
    using open = openStore({ max_calls: 10 });
    for (let at = 0; at < callsPerPart + 100; at += 1_000) {
      open.store.write(
        batchOf(numbered(1_000, at).map((call) => ({ ...call, result: undefined }))),
        0,
      );
    }
    while (open.store.retain(0)) {}
    open.store.close();
    const database = new DatabaseSync(open.file);
    const parts = database.prepare("SELECT name FROM sqlite_schema WHERE name GLOB 'words_[0-9]'");
    expect(parts.all().map(({ name }) => name)).toEqual(['words_1']);
    database.close();
    expect(open.store.list({ filter: { text: 'hello' }, limit: 99 }).total).toBe(10);
  });

  test('is everything when it is cleared, down to the file, and ids go on', () => {
    using open = openStore();
    open.store.write(batchOf(numbered(4)), 2);
    expect(open.store.clear(undefined)).toEqual({ removed: 4 });
    expect(open.store.list(every)).toEqual({ calls: [], total: 0, skipped: 0 });
    open.store.write(batchOf([{ name: 'next' }]), 0);
    expect(open.store.list(every).calls).toMatchObject([{ id: 5, name: 'next' }]);
    expect(open.store.clear(undefined)).toEqual({ removed: 1 });
    expect(open.store.clear(undefined)).toEqual({ removed: 0 });
  });
});

describe('a file', () => {
  test('is taken up where it was left', () => {
    using open = openStore();
    open.store.write(batchOf(numbered(2)), 1);
    open.store.close();
    open.store.write(batchOf([{ name: 'later' }]), 0);
    expect(open.store.list(every)).toMatchObject({
      total: 3,
      skipped: 1,
      calls: [{ id: 3 }, {}, {}],
    });
  });

  test.for([
    'not a database, but long enough '.repeat(400),
    `SQLite format 3\0${'x'.repeat(9000)}`,
  ])('that is damaged is set aside and said (%#)', (damage) => {
    using open = openStore();
    writeFileSync(open.file, damage);
    open.store.write(batchOf([{}]), 0);
    expect(open.store.list(every).total).toBe(1);
    expect(open.notices).toHaveLength(1);
    expect(open.notices[0]?.message).toContain('begins anew');
    expect(open.notices[0]?.remedy).toContain('activity.damaged.db');
    expect(statSync(open.file.replace('.db', '.damaged.db')).size).toBe(damage.length);
  });

  test('of a later Loom is set aside as well', () => {
    using open = openStore();
    const database = new DatabaseSync(open.file);
    database.exec('PRAGMA user_version = 99; CREATE TABLE call (other TEXT)');
    database.close();
    open.store.write(batchOf([{}]), 0);
    expect(open.notices[0]?.message).toContain('later version of Loom');
  });

  test('that is damaged while it is open is set aside, and the work goes on', () => {
    using open = openStore();
    for (let at = 0; at < 3_000; at += 1_000) open.store.write(batchOf(numbered(1_000, at)), 0);
    open.store.close();
    writeFileSync(open.file, Buffer.concat([readHead(open.file), Buffer.alloc(100_000, 7)]));
    const { total } = open.store.list({ filter: { text: 'hello' }, limit: 9 });
    expect(total).toBe(0);
    expect(open.notices).toHaveLength(1);
    open.store.write(batchOf([{}]), 0);
    expect(open.store.list(every).total).toBe(1);
  });

  test('that cannot be opened is an error, each time until it can', () => {
    using open = openStore({ file: '/nowhere/at/all/activity.db' });
    expect(() => open.store.write(batchOf([{}]), 0)).toThrow(/cannot be opened/);
    expect(() => open.store.list(every)).toThrow(/cannot be opened/);
  });
});

/** What tells that it is a database, and of which shape. */
function readHead(file: string): Buffer {
  const database = new DatabaseSync(file);
  const size = Number(database.prepare('PRAGMA page_size').get()?.page_size);
  database.close();
  return Buffer.from(readFileSync(file).subarray(0, size));
}
