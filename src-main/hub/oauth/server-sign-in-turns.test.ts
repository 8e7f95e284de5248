import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createMemoryVault } from '../vault/memory.ts';
import { ServerSignIn } from './server-sign-in.ts';
import { openSignInNotes } from './sign-in-notes.ts';
import type { SignInRecord } from './sign-in-record.ts';
import { SignInStore } from './sign-in-store.ts';

/** An authorization server that answers a renewal when it is told to, and notes what is revoked. */
async function openIssuer(answer: object) {
  const asked = Promise.withResolvers<void>();
  const answering = Promise.withResolvers<void>();
  const revoked: (string | null)[] = [];
  const server = createServer(async (request, response) => {
    const body = new URLSearchParams(await text(request));
    if (request.url === '/revoke') revoked.push(body.get('token'));
    else {
      asked.resolve();
      await answering.promise;
    }
    response.writeHead(200, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { issuer, asked: asked.promise, answer: answering.resolve, revoked, server };
}

/** Somebody is signed in, with a token that has ended. */
async function signIn(issuer: string, folder: string) {
  const url = `${issuer}/mcp`;
  const metadata = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    revocation_endpoint: `${issuer}/revoke`,
    response_types_supported: ['code'],
    token_endpoint_auth_methods_supported: ['none'],
  };
  const record: SignInRecord = {
    ...{ url, issuer, authorizationServer: issuer, metadata, client: { client_id: 'c' } },
    ...{ accessToken: 'old', refreshToken: 'old-refresh', scopes: [], signedInAt: 1, expiresAt: 1 },
  };
  const vault = createMemoryVault();
  const path = join(folder, 'sign-ins.json');
  const store = new SignInStore({
    vault,
    notes: openSignInNotes(path, ({ message }) => expect.fail(message)),
    onSecret() {},
  });
  await store.set('docs', record);
  const one = new ServerSignIn({
    ...{ serverId: 'docs', store, signal: new AbortController().signal },
    ...{ onChange() {}, onSignedIn() {}, onNeeded() {}, onUnkept() {} },
  });
  return { one, store, url, path };
}

async function withIssuer(
  answer: object,
  work: (issuer: Awaited<ReturnType<typeof openIssuer>>, folder: string) => Promise<void>,
) {
  const folder = await mkdtemp(join(tmpdir(), 'loom-turns-'));
  const issuer = await openIssuer(answer);
  try {
    await work(issuer, folder);
  } finally {
    issuer.answer();
    issuer.server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const tokens = { access_token: 'new', refresh_token: 'new-refresh', token_type: 'Bearer' };

test('whoever signs out while tokens are renewed stays signed out, and the new ones are revoked', () =>
  withIssuer(tokens, async ({ issuer, asked, answer, revoked }, folder) => {
    const { one, store, url } = await signIn(issuer, folder);
    const header = Promise.resolve(one.credentials(url, false).header());
    await asked;
    const signedOut = one.signOut();
    answer();
    expect(await signedOut).toBe(true);
    await header;
    expect(revoked).toEqual(['new-refresh', 'new']);
    expect(await store.get('docs')).toBeUndefined();
    expect(store.noteOf('docs')).toBeUndefined();
    expect(await one.credentials(url, false).header()).toBeUndefined();
  }));

test('a lifetime beyond all numbers leaves what is kept readable', () =>
  withIssuer({ ...tokens, expires_in: 1e306 }, async ({ issuer, answer }, folder) => {
    const { one, url, path } = await signIn(issuer, folder);
    answer();
    expect(await one.credentials(url, false).header()).toBe('Bearer new');
    await expect
      .poll(
        () => openSignInNotes(path, ({ message }) => expect.fail(message)).of('docs')?.expiresAt,
      )
      .toBeGreaterThan(1);
  }));

test('a damaged note costs no other sign-in', () =>
  withIssuer(tokens, async ({ issuer }, folder) => {
    const { store, path } = await signIn(issuer, folder);
    const note = store.noteOf('docs');
    await writeFile(path, JSON.stringify({ docs: note, other: { ...note, expiresAt: null } }));
    const notes = openSignInNotes(path, ({ message }) => expect.fail(message));
    expect(notes.of('docs')).toEqual(note);
    expect(notes.of('other')).toBeUndefined();
  }));
