import { expect, test } from 'vitest';
import type { LoomError } from '../../../src-shared/errors.ts';
import { guardedStore } from './guarded-store.ts';
import { memorySurfaceStore, type SurfaceStore } from './store.ts';
import { everyListKind, type Surface } from './surface.ts';

const lists = Object.fromEntries(everyListKind.map((kind) => [kind, []])) as unknown;
const surface = { fetchedAt: 1, initialize: new Uint8Array(), lists } as Surface;

function fail(): never {
  throw new Error('disk image is malformed');
}

test('a damaged store is told of, and stops nobody', () => {
  const problems: LoomError[] = [];
  const damaged: SurfaceStore = {
    read: fail,
    write: fail,
    isInteractive: fail,
    setInteractive: fail,
    readVerdict: fail,
    writeVerdict: fail,
    close() {},
  };
  const store = guardedStore(damaged, (error) => problems.push(error));
  expect([store.read('a'), store.isInteractive('a'), store.readVerdict('a')]).toEqual([
    undefined,
    false,
    undefined,
  ]);
  store.write('a', surface);
  store.setInteractive('a');
  store.writeVerdict('a', undefined);
  const [read, written] = ['file-unreadable', 'file-unwritable'];
  expect(problems.map(({ code }) => code)).toEqual([read, read, read, written, written, written]);
  expect(problems[0]?.message).toBe('the catalog cache could not be read: disk image is malformed');
});

test('a sound one is used as it is', () => {
  const store = guardedStore(memorySurfaceStore(), fail);
  store.write('a', surface);
  store.setInteractive('a');
  store.writeVerdict('a', { verdict: 'dual', at: 1 });
  expect([store.read('a'), store.isInteractive('a'), store.readVerdict('a')]).toEqual([
    surface,
    true,
    { verdict: 'dual', at: 1 },
  ]);
});
