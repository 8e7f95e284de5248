import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { LoomError } from '../../../src-shared/errors.ts';
import { createMemoryVault } from '../vault/memory.ts';
import { ServerSignIn } from './server-sign-in.ts';
import { openSignInNotes } from './sign-in-notes.ts';
import type { SignInRecord } from './sign-in-record.ts';
import { SignInStore } from './sign-in-store.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const url = 'https://mcp.example.com/mcp';
const record: SignInRecord = {
  url,
  issuer: 'https://auth.example.com',
  authorizationServer: 'https://auth.example.com',
  client: { client_id: 'c' },
  accessToken: 'token',
  scopes: ['a'],
  signedInAt: 1,
};

interface Given {
  held?: SignInRecord;
  failure?: LoomError;
}

/** A server that somebody has signed in to, or not, with what became known of it. */
async function signInTo({ held, failure }: Given = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'loom-sign-in-'));
  folders.push(folder);
  const vault = createMemoryVault();
  const state = { failure };
  const get = async (name: string) => {
    if (state.failure) throw state.failure;
    return await vault.get(name);
  };
  const path = join(folder, 'sign-ins.json');
  const open = () =>
    new SignInStore({
      vault: { ...vault, get },
      notes: openSignInNotes(path, ({ message }) => expect.fail(message)),
      onSecret() {},
    });
  if (held) await open().set('docs', held);
  const needed: boolean[] = [];
  const one = new ServerSignIn({
    serverId: 'docs',
    store: open(),
    signal: new AbortController().signal,
    onChange() {},
    onSignedIn() {},
    onNeeded: (_error, isOver) => needed.push(isOver),
    onUnkept() {},
  });
  return { one, needed, state };
}

const bearer = 'Bearer scope="a b"';
const refusal = { status: 401 as const, sent: undefined, challenge: bearer, isAgain: false };

describe('ServerSignIn', () => {
  test('gives a token to the one address that it is for', async () => {
    const { one } = await signInTo({ held: record });
    expect(await one.credentials(url, false).header()).toBe('Bearer token');
    expect(await one.credentials(`${url}/other`, false).header()).toBeUndefined();
    expect(await one.credentials('https://evil.example.com/mcp', false).header()).toBeUndefined();
    expect(one.view(url)?.phase).toBe('signed-in');
    expect(one.view('https://evil.example.com/mcp')).toBeUndefined();
  });

  test('waits for a locked vault, and goes on when it is open', async () => {
    const failure = new LoomError('vault-locked', 'it is locked');
    const { one, state } = await signInTo({ held: record, failure });
    const credentials = one.credentials(url, false);
    await expect(credentials.header()).rejects.toBe(failure);
    const target = { url: new URL(url), choice: undefined, challenge: undefined };
    await expect(one.begin(target)).rejects.toBe(failure);
    state.failure = undefined;
    expect(await credentials.header()).toBe('Bearer token');
  });

  test('says what a server asks for that nobody signed in to', async () => {
    const { one, needed } = await signInTo();
    const after = await one.credentials(url, false).refused(refusal);
    expect(after).toMatchObject({ so: 'fail', error: { code: 'sign-in-needed' } });
    expect(one.view(url)).toMatchObject({ phase: 'needed', scopes: ['a', 'b'] });
    expect(needed).toEqual([false]);
  });

  test('leaves alone what has nothing to do with it', async () => {
    const { one } = await signInTo();
    const { refused } = one.credentials(url, true);
    for (const other of [
      { ...refusal, challenge: 'Basic realm="x"' },
      { ...refusal, challenge: undefined },
      { ...refusal, status: 403 as const },
    ]) {
      expect(await refused(other)).toEqual({ so: 'take-as-it-is' });
    }
    expect(one.view(url)).toBeUndefined();
  });

  test('tries again with a token that came while the request was on its way', async () => {
    const { one } = await signInTo({ held: record });
    const { refused } = one.credentials(url, false);
    expect(await refused({ ...refusal, sent: 'Bearer older' })).toEqual({ so: 'try-again' });
    const same = { ...refusal, sent: 'Bearer token' };
    expect(await refused(same)).toMatchObject({ so: 'fail' });
    expect(await refused({ ...refusal, sent: 'Bearer older', isAgain: true })).toMatchObject({
      so: 'fail',
    });
  });

  test('keeps a sign-in that may not do all, and says what was wanted besides', async () => {
    const { one, needed } = await signInTo({ held: record });
    const challenge = 'Bearer error="insufficient_scope", scope="b"';
    const after = await one
      .credentials(url, false)
      .refused({ status: 403, sent: 'Bearer token', challenge, isAgain: false });
    expect(after).toMatchObject({ so: 'fail', error: { message: expect.stringContaining('(b)') } });
    expect(one.view(url)).toMatchObject({ phase: 'signed-in', scopes: ['a'], wanted: ['b'] });
    expect(needed).toEqual([]);
  });
});
