import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSurfaceStore } from './store.ts';
import type { Listed, Surface } from './surface.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loom-store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const listed: fc.Arbitrary<Listed[]> = fc.array(
  fc.record({ key: fc.string({ unit: 'grapheme' }), text: fc.uint8Array({ maxLength: 50 }) }),
  { maxLength: 5 },
);
const surface: fc.Arbitrary<Surface> = fc.record({
  initialize: fc.uint8Array({ maxLength: 100 }),
  lists: fc.record({
    tools: listed,
    prompts: listed,
    resources: listed,
    resourceTemplates: listed,
  }),
  caching: fc.option(
    fc.record({
      tools: fc.record({
        ttlMs: fc.double({ min: 0, noDefaultInfinity: true, noNaN: true }),
        cacheScope: fc.constantFrom('public' as const, 'private' as const),
      }),
    }),
    { nil: undefined },
  ),
  fetchedAt: fc.nat({ max: 2 ** 45 }),
});

/** Plain arrays of numbers, so that a view of a larger buffer equals its copy. */
const plain = (value: Surface | undefined) =>
  JSON.parse(
    JSON.stringify(value, (_key, part) => (part instanceof Uint8Array ? [...part] : part)),
  );

describe('the surface store', () => {
  test('gives back every byte after it was closed and opened again', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1 }), surface, { maxKeys: 3 }),
        (surfaces) => {
          const file = join(mkdtempSync(join(folder, 'x')), 'loom.db');
          const first = openSurfaceStore(file);
          for (const [key, value] of Object.entries(surfaces)) first.write(key, value);
          first.close();
          const second = openSurfaceStore(file);
          for (const [key, value] of Object.entries(surfaces)) {
            expect(plain(second.read(key))).toEqual(plain(value));
          }
          expect(second.read('missing')).toBeUndefined();
          second.close();
        },
      ),
      { numRuns: 15 },
    );
  });

  test('forgets the surfaces that were fetched longest ago when there are too many', () => {
    const store = openSurfaceStore(join(folder, 'loom.db'));
    const lists = { tools: [], prompts: [], resources: [], resourceTemplates: [] };
    for (let at = 0; at < 1005; at++) {
      store.write(`definition ${at}`, { initialize: new Uint8Array(1), lists, fetchedAt: at });
    }
    expect(store.read('definition 4')).toBeUndefined();
    expect(store.read('definition 5')).toBeDefined();
    expect(store.read('definition 1004')).toBeDefined();
    store.close();
  });

  test('keeps the newest surface of a definition, and who is interactive', () => {
    const store = openSurfaceStore(join(folder, 'loom.db'));
    const empty = { tools: [], prompts: [], resources: [], resourceTemplates: [] };
    const of = (text: string): Surface => ({
      initialize: Buffer.from(text),
      lists: empty,
      fetchedAt: 1,
    });
    store.write('a', of('old'));
    store.write('a', of('new'));
    expect(Buffer.from(store.read('a')?.initialize ?? []).toString()).toBe('new');
    expect(store.isInteractive('a')).toBe(false);
    store.setInteractive('a');
    store.setInteractive('a');
    expect(store.isInteractive('a')).toBe(true);
    expect(store.isInteractive('b')).toBe(false);
    store.close();
  });

  test('keeps what was found out about eras, and of too many the newest', () => {
    const file = join(folder, 'loom.db');
    const first = openSurfaceStore(file);
    for (let at = 0; at < 1005; at++)
      first.writeVerdict(`definition ${at}`, { verdict: 'dual', at });
    first.writeVerdict('definition 1003', undefined);
    first.writeVerdict('definition 1004', { verdict: 'legacy', at: 2000 });
    first.close();
    const second = openSurfaceStore(file);
    expect(second.readVerdict('definition 4')).toBeUndefined();
    expect(second.readVerdict('definition 5')).toEqual({ verdict: 'dual', at: 5 });
    expect(second.readVerdict('definition 1003')).toBeUndefined();
    expect(second.readVerdict('definition 1004')).toEqual({ verdict: 'legacy', at: 2000 });
    second.close();
  });

  test('opens a file of an earlier Loom, and passes over what it does not know', () => {
    const file = join(folder, 'loom.db');
    openSurfaceStore(file).close();
    const database = new DatabaseSync(file);
    database.exec(`DROP TABLE verdict;
      INSERT INTO surface VALUES ('a', 1, x'7b7d', CAST('[[["t",2]],[],[],[]]' || char(10) || '{}' AS BLOB))`);
    database.close();
    const store = openSurfaceStore(file);
    const surface = store.read('a');
    expect(surface?.lists.tools.map(({ key }) => key)).toEqual(['t']);
    expect(surface?.caching).toBeUndefined();
    expect(store.readVerdict('a')).toBeUndefined();
    store.close();
    const later = new DatabaseSync(file);
    later.exec("INSERT INTO verdict VALUES ('b', 'telepathic', 1)");
    later.close();
    const again = openSurfaceStore(file);
    expect(again.readVerdict('b')).toBeUndefined();
    again.close();
  });

  test('is readable for its user alone', () => {
    const file = join(folder, 'loom.db');
    openSurfaceStore(file).close();
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test('says that a damaged file is one, and a folder that is not there', () => {
    const file = join(folder, 'loom.db');
    writeFileSync(file, 'this is no database, but long enough to look like one '.repeat(100));
    expect(() => openSurfaceStore(file)).toThrow(
      /catalog cache cannot be opened: .*not a database/,
    );
    expect(() => openSurfaceStore(join(folder, 'no', 'loom.db'))).toThrow(/cannot be opened/);
  });

  test('survives a file that was cut off: reading throws, or gives what was written', () => {
    const file = join(folder, 'loom.db');
    const store = openSurfaceStore(file);
    store.write('a', {
      initialize: Buffer.alloc(50_000, 1),
      lists: { tools: [], prompts: [], resources: [], resourceTemplates: [] },
      fetchedAt: 1,
    });
    store.close();
    const { size } = statSync(file);
    for (const part of [0, 10, 100, Math.floor(size / 2)]) {
      const cut = join(folder, `cut-${part}.db`);
      writeFileSync(cut, Buffer.alloc(part, 7));
      expect(() => readAll(cut)).not.toThrow(TypeError);
    }
  });
});

function readAll(file: string): void {
  try {
    const store = openSurfaceStore(file);
    store.read('a');
    store.close();
  } catch (error) {
    if (error instanceof TypeError) throw error;
  }
}
