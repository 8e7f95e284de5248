import { afterEach, describe, expect, test } from 'vitest';
import type { Vault } from './vault.ts';

export interface VaultMaker {
  /** Makes a vault that holds these secrets and nothing else. */
  create(secrets: Record<string, string>): Promise<Vault>;
  /** Opens what `create` made last once more, as another process would. */
  reopen?(): Promise<Vault>;
  /** Called after each test. */
  clear?(): Promise<void>;
  readOnly?: boolean;
}

/** What every vault must do. */
export function describeVault(kind: Vault['kind'], maker: VaultMaker): void {
  describe(`vault: ${kind}`, () => {
    afterEach(() => maker.clear?.());
    describeReading(kind, maker);
    if (!maker.readOnly) describeWriting(maker);
  });
}

function describeReading(kind: Vault['kind'], { create }: VaultMaker): void {
  test('says what it is, and that it can be read', async () => {
    const vault = await create({});
    expect(vault.kind).toBe(kind);
    await expect(vault.probe()).resolves.toBeUndefined();
  });

  test('gives a secret exactly as it was stored', async () => {
    const secret = ' p$ss\n"wörd" 🔑 ${env:X} \\u0041\r\n';
    const vault = await create({ TOKEN: secret });
    expect(await vault.get('TOKEN')).toBe(secret);
  });

  test('keeps secrets of different names apart', async () => {
    const vault = await create({ FIRST: 'one', SECOND: 'two' });
    expect([await vault.get('SECOND'), await vault.get('FIRST')]).toEqual(['two', 'one']);
  });

  test('knows an empty secret from a missing one', async () => {
    const vault = await create({ EMPTY: '' });
    expect(await vault.get('EMPTY')).toBe('');
    expect(await vault.get('MISSING')).toBeUndefined();
  });

  test.each(['constructor', 'toString', '__proto__'])('has no secret named %s', async (word) => {
    const vault = await create({});
    expect(await vault.get(word)).toBeUndefined();
  });

  test('lists names in order, and no values', async () => {
    const vault = await create({ ZED: 'canary-z', ALPHA: 'canary-a', MID: '' });
    const list = await vault.list();
    expect(list.map(({ name }) => name)).toEqual(['ALPHA', 'MID', 'ZED']);
    expect(JSON.stringify(list)).not.toContain('canary');
    expect(await (await create({})).list()).toEqual([]);
  });

  test('answers many at once', async () => {
    const vault = await create({ A: '1', B: '2' });
    const names = ['A', 'B', 'C', 'A', 'B', 'C', 'A'];
    const found = await Promise.all(names.map((name) => vault.get(name)));
    expect(found).toEqual(['1', '2', undefined, '1', '2', undefined, '1']);
  });
}

function describeWriting({ create, reopen }: VaultMaker): void {
  test('takes a secret, another value for it, and tells when', async () => {
    const before = Date.now();
    const vault = await create({});
    await vault.set('TOKEN', 'first');
    await vault.set('TOKEN', 'second');
    expect(await vault.get('TOKEN')).toBe('second');
    const list = await vault.list();
    expect(list).toEqual([{ name: 'TOKEN', changedAt: expect.any(Number) }]);
    expect(list[0]?.changedAt).toBeGreaterThanOrEqual(before);
    expect(list[0]?.changedAt).toBeLessThanOrEqual(Date.now());
  });

  test('removes a secret, and says whether there was one', async () => {
    const vault = await create({ TOKEN: 'x', OTHER: 'y' });
    expect(await vault.remove('TOKEN')).toBe(true);
    expect(await vault.remove('TOKEN')).toBe(false);
    expect(await vault.get('TOKEN')).toBeUndefined();
    expect((await vault.list()).map(({ name }) => name)).toEqual(['OTHER']);
  });

  test('keeps the longest secret, and one of any length below', async () => {
    const longest = '🔑'.repeat(16 * 1024);
    const vault = await create({});
    await vault.set('LONG', longest);
    expect(await vault.get('LONG')).toBe(longest);
    await vault.set('LONG', 'ü'.repeat(5000));
    expect(await vault.get('LONG')).toBe('ü'.repeat(5000));
    await vault.set('LONG', 'short');
    expect(await vault.get('LONG')).toBe('short');
    expect(await vault.remove('LONG')).toBe(true);
    expect(await vault.get('LONG')).toBeUndefined();
  });

  test('refuses what is too long, and keeps what was there', async () => {
    const vault = await create({ TOKEN: 'x' });
    const failing = vault.set('TOKEN', 'x'.repeat(64 * 1024 + 1));
    await expect(failing).rejects.toMatchObject({ code: 'secret-too-large' });
    expect(await vault.get('TOKEN')).toBe('x');
  });

  test.each(['', '1A', 'A B', 'A=canary', 'A/B', 'Ä', 'A'.repeat(129), 'A\n'])(
    'refuses the name %j without repeating it',
    async (name) => {
      const vault = await create({});
      const failing = vault.set(name, 'canary');
      await expect(failing).rejects.toMatchObject({
        code: 'invalid-secret-name',
        message: expect.not.stringContaining('canary'),
      });
      expect(await vault.list()).toEqual([]);
    },
  );

  test.each(['a\0b', '\ud800'])('refuses %j, which is not text', async (secret) => {
    const vault = await create({});
    await expect(vault.set('TOKEN', secret)).rejects.toMatchObject({ code: 'usage' });
  });

  test('takes every name that a reference can hold', async () => {
    const vault = await create({});
    const names = ['_', 'a.b-c(d)', 'constructor', '__proto__', 'loom.tokens', 'A'.repeat(128)];
    for (const name of names) await vault.set(name, `value of ${name}`);
    for (const name of names) expect(await vault.get(name)).toBe(`value of ${name}`);
    expect((await vault.list()).map(({ name }) => name)).toEqual([...names].sort());
    for (const name of names) expect(await vault.remove(name)).toBe(true);
    expect(await vault.list()).toEqual([]);
  });

  test('loses none of many that are set at once', async () => {
    const vault = await create({});
    const names = Array.from({ length: 12 }, (_, index) => `N${index}`);
    await Promise.all(names.map((name) => vault.set(name, name)));
    expect((await vault.list()).map(({ name }) => name)).toEqual([...names].sort());
  });

  if (!reopen) return;
  test('holds what was set when it is opened again', async () => {
    const vault = await create({ TOKEN: 'x' });
    const other = await reopen();
    expect(await other.get('TOKEN')).toBe('x');
    await other.set('TOKEN', 'y');
    expect(await vault.get('TOKEN')).toBe('y');
    await vault.remove('TOKEN');
    expect(await other.list()).toEqual([]);
  });
}
