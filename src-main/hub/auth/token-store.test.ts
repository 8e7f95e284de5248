import { expect, test, vi } from 'vitest';
import { tokenText } from '../../../src-shared/domain/token.ts';
import { locked, tokenFixture } from './testing/token-fixture.ts';

test('tokens are found after a restart of the hub, by their text alone', async () => {
  const before = tokenFixture();
  const { text, token } = await before.tokens.generate({ name: 'a' });
  const { store } = before.restart();
  expect(await store.find(text)).toMatchObject({ ok: true, record: { id: token.id } });
  const unknown = { ok: false, reason: 'unknown' };
  expect(store.find(tokenText(new Uint8Array(32)))).toEqual(unknown);
  expect(store.find(token.id)).toEqual(unknown);
  expect(store.find('')).toEqual(unknown);
});

test('many requests at once read the vault once, later ones never', async () => {
  const before = tokenFixture();
  const { text } = await before.tokens.generate({ name: 'a' });
  const { store, calls } = before.restart();
  const found = await Promise.all(Array.from({ length: 50 }, () => store.find(text)));
  expect(found.every(({ ok }) => ok)).toBe(true);
  expect(store.find(text)).toMatchObject({ ok: true });
  expect(calls).toEqual(['get loom.tokens']);
});

test('a vault that is locked is asked again at the next request', async () => {
  const before = tokenFixture();
  const { text } = await before.tokens.generate({ name: 'a' });
  const { store, breakVault } = before.restart();
  breakVault(locked);
  await expect(store.find(text)).rejects.toBe(locked);
  breakVault(undefined);
  expect(await store.find(text)).toMatchObject({ ok: true });
});

test.each(['', 'no JSON', '{"version":2,"tokens":[]}', '{"version":1,"tokens":[{"id":"a"}]}'])(
  'a record that cannot be read is never overwritten: %s',
  async (damaged) => {
    const { tokens, store, vault } = tokenFixture();
    await vault.set('loom.tokens', damaged);
    const failure = { code: 'vault-damaged' };
    await expect(tokens.generate({})).rejects.toMatchObject(failure);
    await expect(tokens.list()).rejects.toMatchObject(failure);
    await expect(store.find('x')).rejects.toMatchObject(failure);
    expect(await vault.get('loom.tokens')).toBe(damaged);
  },
);

test('a token that has expired is refused, and what it holds open ends by itself', async () => {
  vi.useFakeTimers();
  try {
    const { tokens, store, now, pass } = tokenFixture();
    const ended: string[] = [];
    store.onEnded(({ name }) => ended.push(name));
    const { text } = await tokens.generate({ name: 'short', expiresAt: now() + 100_000 });
    await tokens.generate({ name: 'long', expiresAt: now() + 10 * 31_536_000_000 });
    const advance = (ms: number) => {
      pass(ms);
      vi.advanceTimersByTime(ms);
    };
    advance(60_000);
    expect(store.find(text)).toMatchObject({ ok: true });
    advance(39_999);
    expect(ended).toEqual([]);
    advance(1);
    expect(ended).toEqual(['short']);
    expect(store.find(text)).toEqual({ ok: false, reason: 'expired' });
    advance(600_000);
    expect(ended).toEqual(['short']);
  } finally {
    vi.useRealTimers();
  }
});

test('a machine that slept gives nobody more than a minute', async () => {
  vi.useFakeTimers();
  try {
    const { tokens, store, now, pass } = tokenFixture();
    const ended: string[] = [];
    store.onEnded(({ name }) => ended.push(name));
    await tokens.generate({ name: 'a', expiresAt: now() + 86_400_000 });
    pass(86_400_000);
    vi.advanceTimersByTime(60_000);
    expect(ended).toEqual(['a']);
  } finally {
    vi.useRealTimers();
  }
});

test('when a token was last used is written now and then, and at the end', async () => {
  vi.useFakeTimers();
  try {
    const fixture = tokenFixture();
    const { tokens, store, calls, now, pass } = fixture;
    const { text } = await tokens.generate({ name: 'a' });
    const writes = () => calls.filter((call) => call === 'set loom.tokens').length;
    for (let count = 0; count < 100; count += 1) store.find(text);
    expect([writes(), (await tokens.list())[0]?.lastUsedAt]).toEqual([1, now()]);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(writes()).toBe(2);
    await vi.advanceTimersByTimeAsync(3_000_000);
    expect(writes()).toBe(2);
    pass(5_000);
    store.find(text);
    await store.close();
    expect((await fixture.restart().tokens.list())[0]?.lastUsedAt).toBe(now());
  } finally {
    vi.useRealTimers();
  }
});

test('a vault that fails then is told of, and closing does not wait for it', async () => {
  vi.useFakeTimers();
  try {
    const { tokens, store, breakVault, problems } = tokenFixture();
    const { text } = await tokens.generate({ name: 'a' });
    store.find(text);
    breakVault(locked);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(problems).toMatchObject([{ code: 'vault-locked' }]);
    store.find(text);
    breakVault('for ever');
    let closed = false;
    void store.close().then(() => {
      closed = true;
    });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(closed).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

test('a clock that jumps forward and back costs a token nothing for good, and it ends again', async () => {
  vi.useFakeTimers();
  try {
    const { tokens, store, now, pass } = tokenFixture();
    const ended: string[] = [];
    store.onEnded(({ name }) => ended.push(name));
    const { text } = await tokens.generate({ name: 'a', expiresAt: now() + 3_600_000 });
    pass(86_400_000);
    vi.advanceTimersByTime(60_000);
    expect(store.find(text)).toEqual({ ok: false, reason: 'expired' });
    pass(-86_400_000);
    expect(store.find(text)).toMatchObject({ ok: true });
    expect(ended).toEqual(['a']);
    pass(3_600_000);
    vi.advanceTimersByTime(60_000);
    expect(ended).toEqual(['a', 'a']);
  } finally {
    vi.useRealTimers();
  }
});

test('a token that another process has revoked ends, and does not come back with its last use', async () => {
  const here = tokenFixture();
  const { text } = await here.tokens.generate({ name: 'a' });
  await here.tokens.generate({ name: 'b' });
  const ended: string[] = [];
  here.store.onEnded(({ name }) => ended.push(name));
  const there = here.restart();
  await there.tokens.revoke('a');
  const added = await there.tokens.generate({ name: 'c' });
  here.store.find(text);
  await here.store.close();
  expect(ended).toEqual(['a']);
  expect((await here.restart().tokens.list()).map(({ name }) => name)).toEqual(['b', 'c']);
  expect(here.store.find(text)).toEqual({ ok: false, reason: 'unknown' });
  expect(here.store.find(added.text)).toMatchObject({ ok: true });
});

test('a revocation that could not be written is written with the next change', async () => {
  const { tokens, store, breakVault, restart } = tokenFixture();
  const { text } = await tokens.generate({ name: 'a' });
  const other = await tokens.generate({ name: 'b' });
  breakVault(locked);
  await expect(tokens.revoke('a')).rejects.toMatchObject({ code: 'vault-locked' });
  breakVault(undefined);
  store.find(other.text);
  await store.close();
  expect(store.find(text)).toEqual({ ok: false, reason: 'unknown' });
  expect((await restart().tokens.list()).map(({ name }) => name)).toEqual(['b']);
});
