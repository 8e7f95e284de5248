import { describe, expect, test } from 'vitest';
import { isTokenText } from '../../../src-shared/domain/token.ts';
import { locked, tokenFixture } from './testing/token-fixture.ts';

const day = 86_400_000;

describe('making one', () => {
  test('gives its text once, and keeps nothing but its hash', async () => {
    const { tokens, vault, now } = tokenFixture();
    const { token, text } = await tokens.generate({
      name: 'Cursor',
      profile: 'review',
      servers: ['files'],
      expiresAt: now() + day,
    });
    expect(isTokenText(text)).toBe(true);
    expect(token).toMatchObject({ name: 'Cursor', profile: 'review', servers: ['files'] });
    expect(token).toMatchObject({ createdAt: now(), expiresAt: now() + day });
    expect(await tokens.list()).toEqual([token]);
    expect(JSON.stringify(await tokens.list())).not.toMatch(/hash|loom_/);
    const kept = String(await vault.get('loom.tokens'));
    expect(kept).not.toContain(text.slice(5, 48));
    expect(JSON.parse(kept).tokens[0].hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('finds a free name where none is given, and refuses one that is taken', async () => {
    const { tokens } = tokenFixture();
    const made = await Promise.all([tokens.generate({}), tokens.generate({})]);
    expect(made.map(({ token }) => token.name)).toEqual(['token-1', 'token-2']);
    const both = await Promise.allSettled([
      tokens.generate({ name: 'a' }),
      tokens.generate({ name: 'a' }),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    await expect(tokens.generate({ name: 'a' })).rejects.toMatchObject({ code: 'name-taken' });
  });

  test.each([
    [{ profile: 'nope' }, 'unknown-profile'],
    [{ profile: 'constructor' }, 'unknown-profile'],
    [{ servers: ['files', 'nope'] }, 'not-found'],
    [{ expiresAt: 1 }, 'usage'],
  ])('refuses %j', async (wanted, code) => {
    const { tokens, calls } = tokenFixture();
    await expect(tokens.generate(wanted)).rejects.toMatchObject({ code });
    expect(calls).toEqual(['get loom.tokens']);
  });

  test('fails where the vault does, and then there is no token', async () => {
    const { tokens, breakVault } = tokenFixture();
    await tokens.list();
    breakVault(locked);
    await expect(tokens.generate({ name: 'a' })).rejects.toBe(locked);
    breakVault(undefined);
    expect(await tokens.list()).toEqual([]);
    await tokens.generate({ name: 'a' });
  });

  test('stops at a hundred', async () => {
    const { tokens } = tokenFixture();
    for (let count = 0; count < 100; count += 1) await tokens.generate({});
    await expect(tokens.generate({})).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('one that is kept', () => {
  test('lies in the vault under its key, and can be shown by id, name and key', async () => {
    const { tokens, vault } = tokenFixture();
    const { text, token } = await tokens.generate({ name: 'ci', key: 'LOOM_CI' });
    expect(await vault.get('LOOM_CI')).toBe(text);
    for (const which of [undefined, 'ci', token.id, 'LOOM_CI']) {
      expect(await tokens.show(which)).toEqual({ token, text });
    }
  });

  test('replaces no secret', async () => {
    const { tokens, vault } = tokenFixture();
    await vault.set('MINE', 'precious');
    await expect(tokens.generate({ key: 'MINE' })).rejects.toMatchObject({ code: 'name-taken' });
    expect(await vault.get('MINE')).toBe('precious');
    expect(await tokens.list()).toEqual([]);
  });

  test('takes its text along when it is revoked, but nothing else that stands there', async () => {
    const { tokens, vault } = tokenFixture();
    await tokens.generate({ name: 'one', key: 'ONE' });
    await tokens.generate({ name: 'two', key: 'TWO' });
    await vault.set('TWO', 'something else');
    await expect(tokens.show('two')).rejects.toMatchObject({ code: 'not-found' });
    await tokens.revoke('one');
    await tokens.revoke('two');
    expect(await vault.get('ONE')).toBeUndefined();
    expect(await vault.get('TWO')).toBe('something else');
  });

  test('has to be named where there are several; others cannot be shown', async () => {
    const { tokens, vault } = tokenFixture();
    await tokens.generate({ name: 'hidden' });
    await expect(tokens.show()).rejects.toMatchObject({ code: 'not-found' });
    await expect(tokens.show('hidden')).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('not kept'),
    });
    await tokens.generate({ name: 'a', key: 'A' });
    await tokens.generate({ name: 'b', key: 'B' });
    await vault.remove('A');
    await expect(tokens.show('a')).rejects.toMatchObject({
      message: expect.stringMatching(/secret A.* gone/),
    });
    await expect(tokens.show()).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('revoking', () => {
  test('takes one out for good', async () => {
    const fixture = tokenFixture();
    const { token, text } = await fixture.tokens.generate({ name: 'a' });
    await fixture.tokens.generate({ name: 'b' });
    expect(await fixture.tokens.revoke('a')).toMatchObject({ id: token.id });
    expect(await fixture.store.find(text)).toEqual({ ok: false, reason: 'unknown' });
    const { tokens, store } = fixture.restart();
    expect((await tokens.list()).map(({ name }) => name)).toEqual(['b']);
    expect(await store.find(text)).toEqual({ ok: false, reason: 'unknown' });
    await expect(tokens.revoke('a')).rejects.toMatchObject({ code: 'not-found' });
  });

  test('holds at once even where it cannot be written, and says so', async () => {
    const { tokens, store, breakVault } = tokenFixture();
    const { text, token } = await tokens.generate({ name: 'a' });
    const ended: string[] = [];
    store.onEnded(({ id }) => ended.push(id));
    breakVault(locked);
    await expect(tokens.revoke('a')).rejects.toMatchObject({
      code: 'vault-locked',
      message: expect.stringContaining('may count again after a restart'),
    });
    expect(ended).toEqual([token.id]);
    expect(await store.find(text)).toEqual({ ok: false, reason: 'unknown' });
  });
});
