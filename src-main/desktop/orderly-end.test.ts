import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createOrderlyEnd } from './orderly-end.ts';

describe('an orderly end', () => {
  test('closes the hub first, once, however often somebody quits', async () => {
    const scene = prepare();
    expect(scene.end.closing.aborted).toBe(false);
    expect(scene.end.mayQuit()).toBe(false);
    expect(scene.end.closing.aborted).toBe(true);
    expect(scene.end.mayQuit()).toBe(false);
    await expect.poll(() => scene.happened).toEqual(['hub closed', 'finished', 'quit']);
    expect(scene.end.mayQuit()).toBe(true);
  });

  test('comes, too, where the hub does not close cleanly, and tells of it', async () => {
    const scene = prepare({ close: () => Promise.reject(new Error('stuck')) });
    scene.end.mayQuit();
    await expect.poll(() => scene.happened).toEqual(['logged', 'finished', 'quit']);
  });

  test('comes where the hub never opened', async () => {
    const scene = prepare({ opening: Promise.reject(new Error('no hub')) });
    scene.end.mayQuit();
    await expect.poll(() => scene.happened).toEqual(['finished', 'quit']);
  });
});

describe('an installer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('ends the app by itself; one that does not start ends nothing', async () => {
    const scene = prepare({ installs: true });
    scene.end.mayQuit();
    await vi.advanceTimersByTimeAsync(29_000);
    expect(scene.happened).toEqual(['hub closed', 'finished']);
    await vi.advanceTimersByTimeAsync(1000);
    expect(scene.happened).toEqual(['hub closed', 'finished', 'quit']);
  });
});

interface Scene {
  close?: () => Promise<void>;
  opening?: Promise<never>;
  installs?: boolean;
}

function prepare({ close, opening, installs = false }: Scene = {}) {
  const happened: string[] = [];
  const hub = {
    close: close ?? (async () => void happened.push('hub closed')),
    log: { error: () => void happened.push('logged') },
  };
  const end = createOrderlyEnd({
    opening: opening ?? Promise.resolve(hub),
    finish() {
      happened.push('finished');
      return installs;
    },
    quit: () => void happened.push('quit'),
  });
  return { end, happened };
}
