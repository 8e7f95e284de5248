/** Signing in to a server over HTTP (OAuth), and what becomes of that, through the whole hub. */
import { expect, test } from 'vitest';
import type { ServerView } from '../../../src-shared/domain/hub-state.ts';
import { browse } from '../../harness/browse.ts';
import { startHub, type TestHub } from '../../harness/hub.ts';
import { connectSocket } from '../../harness/raw-client.ts';
import { type Json, textOf } from '../../harness/rpc-session.ts';
import { startOauthServer, startSseServer } from '../../harness/servers.ts';

const id = 'docs';

function withServer(url: string, more: object = {}): Promise<TestHub> {
  return startHub({ servers: { [id]: { transport: 'http', url, ...more } } });
}

async function viewOf(hub: TestHub): Promise<ServerView> {
  const { view } = await hub.api.servers.get({ id });
  return view;
}

async function signIn(hub: TestHub): Promise<Response> {
  const { url } = await hub.api.servers.signIn({ id });
  return await browse(url);
}

const isSignedIn = (hub: TestHub) => async () => (await viewOf(hub)).signIn?.phase;

async function call(hub: TestHub, tool: string, text = 'hi'): Promise<Json> {
  await using client = await connectSocket(hub);
  return await client.callTool(`${id}__${tool}`, { text });
}

test('a server that wants a sign-in waits for it, and then goes on by itself', async () => {
  await using remote = await startOauthServer();
  await using hub = await withServer(remote.url);
  await expect(hub.api.servers.start({ id })).rejects.toThrow('wants you to sign in');
  expect(await viewOf(hub)).toMatchObject({
    health: { phase: 'waiting', awaits: 'a sign-in', code: 'sign-in-needed' },
    signIn: { phase: 'needed', scopes: ['mcp:use'] },
  });
  const page = await signIn(hub);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Signed in')]);
  const { servers } = await hub.waitForState(({ servers: [docs] }) => docs?.surface?.tools === 2);
  expect(servers[0]).toMatchObject({
    health: { phase: 'ready' },
    signIn: {
      phase: 'signed-in',
      issuer: `${new URL(remote.url).origin}/as`,
      scopes: ['mcp:use'],
      renews: true,
    },
  });
  expect(textOf(await call(hub, 'echo'))).toBe('echo: hi');
});

test('a sign-in outlives the hub, and expired tokens are renewed once for all calls', async () => {
  await using remote = await startOauthServer();
  await using first = await withServer(remote.url);
  await signIn(first);
  await expect.poll(isSignedIn(first)).toBe('signed-in');
  const { home } = first;
  await first.stop();
  await using hub = await startHub({ home });
  expect((await viewOf(hub)).signIn).toMatchObject({ phase: 'signed-in', scopes: ['mcp:use'] });
  await remote.admin('expire');
  await using client = await connectSocket(hub);
  const calls = ['a', 'b', 'c', 'd'].map((text) => client.callTool(`${id}__echo`, { text }));
  expect((await Promise.all(calls)).map(textOf)).toEqual(
    ['a', 'b', 'c', 'd'].map((t) => `echo: ${t}`),
  );
  expect(await remote.admin('state')).toMatchObject({ refreshes: 1, registrations: 1 });
});

test('a token that ends soon is renewed before it is sent', async () => {
  await using remote = await startOauthServer(['--lifetime', '5']);
  await using hub = await withServer(remote.url);
  await signIn(hub);
  await hub.waitForState(({ servers: [docs] }) => docs?.surface !== undefined);
  // Each new token was made for one request, the last of which may be on its way.
  await expect
    .poll(async () => {
      const { refreshes, requests, tokens } = (await remote.admin('state')) as Json;
      expect(refreshes).toBeGreaterThan(0);
      expect(tokens.length).toBeGreaterThan(2);
      // Before the sign-in it was asked without any.
      return new Set(requests.filter(Boolean)).size - refreshes;
    })
    .toBe(0);
});

test('a sign-in that was taken back is waited for again, and no call hangs', async () => {
  await using remote = await startOauthServer();
  await using hub = await withServer(remote.url);
  await signIn(hub);
  await hub.waitForState(({ servers: [docs] }) => docs?.surface !== undefined);
  await remote.admin('forget');
  const refused = await call(hub, 'echo');
  expect(JSON.stringify(refused)).toContain('does not take its sign-in any more');
  expect(await viewOf(hub)).toMatchObject({
    health: { phase: 'waiting' },
    signIn: { phase: 'needed' },
  });
  await signIn(hub);
  await hub.waitForState(({ servers: [docs] }) => docs?.health.phase === 'ready');
  expect(textOf(await call(hub, 'echo'))).toBe('echo: hi');
});

test('a call that needs more rights says so, and the next sign-in asks for both', async () => {
  await using remote = await startOauthServer();
  await using hub = await withServer(remote.url);
  await signIn(hub);
  await hub.waitForState(({ servers: [docs] }) => docs?.surface !== undefined);
  expect(JSON.stringify(await call(hub, 'write'))).toContain('more rights');
  expect(textOf(await call(hub, 'echo'))).toBe('echo: hi');
  expect((await viewOf(hub)).signIn).toMatchObject({ phase: 'signed-in', wanted: ['mcp:write'] });
  await signIn(hub);
  await expect
    .poll(async () => (await viewOf(hub)).signIn)
    .toMatchObject({ phase: 'signed-in', scopes: ['mcp:use', 'mcp:write'], wanted: [] });
  expect(textOf(await call(hub, 'write'))).toBe('write: hi');
});

test('signing out revokes the tokens, and the server waits again', async () => {
  await using remote = await startOauthServer();
  await using hub = await withServer(remote.url);
  await signIn(hub);
  await hub.waitForState(({ servers: [docs] }) => docs?.surface !== undefined);
  expect(await hub.api.servers.signOut({ id })).toEqual({ isRevoked: true });
  expect(await remote.admin('state')).toMatchObject({ revocations: 2 });
  expect((await viewOf(hub)).signIn).toMatchObject({ phase: 'needed' });
  expect(JSON.stringify(await call(hub, 'echo'))).toContain('loom sign-in docs');
});

test('a server that is removed takes its sign-in with it, unless it is brought back', async () => {
  await using remote = await startOauthServer();
  await using first = await withServer(remote.url);
  await signIn(first);
  await expect.poll(isSignedIn(first)).toBe('signed-in');
  const { removed } = await first.api.servers.remove({ id });
  await first.api.servers.add({ id, entry: removed });
  expect((await viewOf(first)).signIn?.phase).toBe('signed-in');
  await first.api.servers.remove({ id });
  await first.stop();
  expect(await remote.admin('state')).toMatchObject({ revocations: 2 });
  await using hub = await startHub({ home: first.home });
  await hub.api.servers.add({ id, entry: removed });
  expect((await viewOf(hub)).signIn).toBeUndefined();
});

test('a server that lets everybody in at first still serves, once somebody signed in', async () => {
  await using remote = await startOauthServer(['--open-start']);
  await using hub = await withServer(remote.url);
  await hub.api.servers.start({ id }).catch(() => {});
  await expect.poll(isSignedIn(hub)).toBe('needed');
  await signIn(hub);
  await hub.waitForState(({ servers: [docs] }) => docs?.surface?.tools === 2);
  expect(textOf(await call(hub, 'echo'))).toBe('echo: hi');
});

test('an application that was registered by hand is used, its secret from the vault', async () => {
  await using remote = await startOauthServer([
    '--no-registration',
    '--client',
    'loom:s3cret-0f-1t',
  ]);
  const auth = {
    client_id: 'loom',
    client_secret: '${secret:DOCS_CLIENT}',
    issuer: `${new URL(remote.url).origin}/as`,
    scopes: ['mcp:use', 'x'],
  };
  await using hub = await withServer(remote.url, { auth });
  await expect(hub.api.servers.signIn({ id })).rejects.toThrow('there is no secret DOCS_CLIENT');
  await hub.api.secrets.set({ name: 'DOCS_CLIENT', secret: 's3cret-0f-1t' });
  await signIn(hub);
  await expect
    .poll(async () => (await viewOf(hub)).signIn)
    .toMatchObject({ phase: 'signed-in', scopes: ['mcp:use', 'x'] });
  const { asked } = (await remote.admin('state')) as Json;
  expect(asked[0]).toMatchObject({ client_id: 'loom', resource: remote.url });
});

test('the secret of an application goes to no authorization server but the one it is for', async () => {
  await using remote = await startOauthServer(['--client', 'loom:s3cret-0f-1t']);
  const application = { client_id: 'loom', client_secret: '${secret:DOCS_CLIENT}' };
  const issuer = 'https://auth.example.com';
  await using hub = await withServer(remote.url, { auth: { ...application, issuer } });
  await hub.api.secrets.set({ name: 'DOCS_CLIENT', secret: 's3cret-0f-1t' });
  await expect(hub.api.servers.signIn({ id })).rejects.toMatchObject({
    message: expect.stringContaining(`its entry means ${issuer}`),
    remedy: expect.stringContaining('auth.issuer'),
  });
  expect(await remote.admin('state')).toMatchObject({ authorizations: 0, tokens: [] });
  const { removed } = await hub.api.servers.remove({ id });
  const entry = { ...removed, auth: application };
  await expect(hub.api.servers.add({ id, entry })).rejects.toThrow('auth.issuer');
});

test.each([
  ['--no-registration', /takes no new applications/],
  ['--no-pkce', /PKCE/],
  ['--other-resource', /another server/],
])('a sign-in cannot begin with a server that runs with %s', async (flag, why) => {
  await using remote = await startOauthServer([flag]);
  await using hub = await withServer(remote.url);
  await expect(hub.api.servers.signIn({ id })).rejects.toThrow(why);
  expect((await viewOf(hub)).signIn).toMatchObject({
    phase: 'failed',
    error: expect.stringMatching(why),
  });
  expect(await remote.admin('state')).toMatchObject({ authorizations: 0 });
});

test.each([
  [['--iss', 'https://evil.example.com'], /another authorization server/],
  [['--deny'], /access_denied: the owner said no/],
])('a sign-in fails with a server that runs with %j', async (flags, why) => {
  await using remote = await startOauthServer(flags);
  await using hub = await withServer(remote.url);
  const page = await signIn(hub);
  expect([page.status, await page.text()]).toEqual([
    400,
    expect.stringContaining('Nothing was kept'),
  ]);
  await expect
    .poll(async () => (await viewOf(hub)).signIn)
    .toMatchObject({ phase: 'failed', error: expect.stringMatching(why) });
  expect(await remote.admin('state')).toMatchObject({
    tokens: expect.not.arrayContaining([/access/]),
  });
});

test('a sign-in that is cancelled ends, and its address with it', async () => {
  await using remote = await startOauthServer();
  await using hub = await withServer(remote.url);
  const { url } = await hub.api.servers.signIn({ id });
  expect((await viewOf(hub)).signIn?.phase).toBe('waiting');
  await hub.api.servers.cancelSignIn({ id });
  expect((await viewOf(hub)).signIn).toBeUndefined();
  await expect(browse(url)).rejects.toThrow('fetch failed');
});

test("an Authorization header of the entry's own is used instead, and nothing is signed in to", async () => {
  await using remote = await startOauthServer();
  await using hub = await withServer(remote.url, { headers: { authorization: 'Bearer own' } });
  await expect(hub.api.servers.start({ id })).rejects.toThrow('refuses our credentials');
  await expect(hub.api.servers.signIn({ id })).rejects.toThrow('of its own');
  const { requests } = (await remote.admin('state')) as Json;
  expect(new Set(requests)).toEqual(new Set(['own']));
  expect((await viewOf(hub)).signIn).toBeUndefined();
});

test('a server with the old transport waits for a sign-in, too', async () => {
  await using remote = await startSseServer(['0', '--require-header', 'Authorization=Bearer x']);
  await using hub = await startHub({ servers: { [id]: { transport: 'sse', url: remote.url } } });
  await expect(hub.api.servers.start({ id })).rejects.toThrow('wants you to sign in');
  expect((await viewOf(hub)).health).toMatchObject({ phase: 'waiting', lack: { of: 'sign-in' } });
});
