/** What the browser is told that comes back, and that nothing waits for it in vain. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { LoomError } from '../../../src-shared/errors.ts';
import { createMemoryVault } from '../vault/memory.ts';
import { ServerSignIn } from './server-sign-in.ts';
import { openSignInNotes } from './sign-in-notes.ts';
import { SignInStore } from './sign-in-store.ts';
import { type Authority, openAuthority } from './testing/open-authority.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const tokens = { access_token: 'access', refresh_token: 'refresh', token_type: 'Bearer' };

/** Somebody who is about to sign in; the vault takes what `set` lets it. */
function open(set?: () => Promise<void>) {
  const folder = mkdtempSync(join(tmpdir(), 'loom-browser-'));
  folders.push(folder);
  const vault = { ...createMemoryVault(), ...(set && { set }) };
  const notes = openSignInNotes(join(folder, 'sign-ins.json'), ({ message }) =>
    expect.fail(message),
  );
  const store = new SignInStore({ vault, notes, onSecret() {} });
  const one = new ServerSignIn({
    ...{ serverId: 'docs', store, signal: new AbortController().signal },
    ...{ onChange() {}, onSignedIn() {}, onNeeded() {}, onUnkept() {} },
  });
  return { one, store };
}

async function begin(one: ServerSignIn, { url }: Authority, choice?: object): Promise<string> {
  const begun = await one.begin({ url, choice, challenge: undefined });
  return begun.url;
}

/** Where the authorization server sends the browser. */
function wayBack(link: string): string {
  const { searchParams } = new URL(link);
  const back = new URL(searchParams.get('redirect_uri') ?? '');
  back.searchParams.set('state', searchParams.get('state') ?? '');
  back.searchParams.set('code', 'code');
  return back.href;
}

test('the browser is told "Signed in" when tokens are in the vault, and not before', async () => {
  await using authority = await openAuthority(tokens);
  const asked = Promise.withResolvers<void>();
  const keeping = Promise.withResolvers<void>();
  const { one, store } = open(() => {
    asked.resolve();
    return keeping.promise;
  });
  let isAnswered = false;
  const page = fetch(wayBack(await begin(one, authority))).then((response) => {
    isAnswered = true;
    return response.text();
  });
  await expect.poll(authority.asked).toBe(1);
  expect(isAnswered).toBe(false);
  authority.answer();
  await asked.promise;
  expect(isAnswered).toBe(false);
  expect(one.view(undefined)?.phase).toBe('waiting');
  keeping.resolve();
  expect(await page).toContain('Signed in');
  expect(one.view(undefined)?.phase).toBe('signed-in');
  expect(await store.get('docs')).toMatchObject({ accessToken: 'access' });
});

test('the browser is told where nothing could be kept, and the tokens are revoked', async () => {
  await using authority = await openAuthority(tokens);
  const { one, store } = open(async () => {
    throw new LoomError('vault-locked', 'the vault is locked');
  });
  const page = fetch(wayBack(await begin(one, authority)));
  authority.answer();
  const text = await (await page).text();
  expect(text).toContain('Not signed in');
  expect(text).toContain('the vault is locked');
  expect(text).toContain('Nothing was kept.');
  expect(await store.get('docs')).toBeUndefined();
  expect(store.noteOf('docs')).toBeUndefined();
  await expect.poll(() => one.view(undefined)).toMatchObject({ phase: 'failed' });
  await expect.poll(() => authority.revoked).toEqual(['refresh', 'access']);
});

test('what a browser elsewhere ended at completes the sign-in, or says why it does not', async () => {
  await using authority = await openAuthority(tokens);
  const { one, store } = open();
  const nothing = { code: 'usage', remedy: 'Begin it again.' };
  await expect(one.finish('http://127.0.0.1:1/callback')).rejects.toMatchObject(nothing);
  const way = wayBack(await begin(one, authority));
  const remedy = expect.stringContaining('/callback.');
  await expect(one.finish(`${way}x`.replace('state=', 'state=x'))).rejects.toMatchObject({
    code: 'usage',
    message: expect.not.stringContaining('code'),
    remedy,
  });
  expect(one.view(undefined)?.phase).toBe('waiting');
  const finished = one.finish(way);
  authority.answer();
  await finished;
  expect(one.view(undefined)?.phase).toBe('signed-in');
  expect(await store.get('docs')).toMatchObject({ accessToken: 'access' });
  await expect(one.finish(way)).rejects.toMatchObject(nothing);

  const refused = new URL(wayBack(await begin(one, authority)));
  refused.searchParams.delete('code');
  refused.searchParams.set('error', 'access_denied');
  await expect(one.finish(refused.href)).rejects.toMatchObject({
    code: 'sign-in-failed',
    message: expect.stringContaining('access_denied'),
  });
  await expect.poll(() => one.view(undefined)).toMatchObject({ phase: 'failed' });
});

test('the browser is told of a sign-in that was cancelled while tokens were asked for', async () => {
  await using authority = await openAuthority(tokens);
  const { one, store } = open();
  const page = fetch(wayBack(await begin(one, authority)));
  await expect.poll(authority.asked).toBe(1);
  one.cancel();
  expect(await (await page).text()).toContain('it was cancelled');
  expect(await store.get('docs')).toBeUndefined();
  expect(one.view(undefined)).toBeUndefined();
});

test('a sign-in that is begun twice at once is awaited once, on the port that is wanted', async () => {
  await using authority = await openAuthority(tokens);
  const { one } = open();
  const port = Number(new URL(wayBack(await begin(one, authority))).port);
  const choice = { redirect_port: port };
  const links = await Promise.all([begin(one, authority, choice), begin(one, authority, choice)]);
  const [first = '', second = ''] = links.map(wayBack);
  expect((await fetch(first)).status).toBe(400);
  one.cancel();
  await expect(fetch(second)).rejects.toThrow();

  const any = await Promise.all([begin(one, authority), begin(one, authority)]);
  await expect(fetch(wayBack(any[0]))).rejects.toThrow();
  one.cancel();
  await expect(fetch(wayBack(any[1]))).rejects.toThrow();
});

test("an application's secret is sent to the authorization server that it is for", async () => {
  await using authority = await openAuthority(tokens);
  const { one } = open();
  const secret = { client_id: 'c', client_secret: 's' };
  for (const choice of [secret, { ...secret, issuer: 'https://auth.example.com' }]) {
    await expect(begin(one, authority, choice)).rejects.toMatchObject({
      message: expect.stringContaining(`leads to the authorization server ${authority.issuer}`),
      remedy: expect.stringContaining(`auth.issuer: ${authority.issuer}`),
    });
  }
  const choice = { ...secret, issuer: authority.issuer };
  const page = fetch(wayBack(await begin(one, authority, choice)));
  authority.answer();
  expect(await (await page).text()).toContain('Signed in');
  expect(authority.asked()).toBe(1);
});
