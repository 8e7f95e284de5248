import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { tokenText } from '../../../src-shared/domain/token.ts';
import { Attempts } from '../auth/attempts.ts';
import { locked, tokenFixture } from '../auth/testing/token-fixture.ts';
import { createTokenAuth, type FailedAttempt } from '../auth/token.ts';
import type { ClientRequest } from '../sessions/session.ts';
import {
  complete,
  type EndpointOptions,
  type Headers,
  modern,
  open,
  runs,
  send,
  startEndpoint,
} from './testing/endpoint.ts';

const initialize = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {} },
});
const ping = '{"jsonrpc":"2.0","id":2,"method":"ping"}';
const unknownToken = tokenText(new Uint8Array(32).fill(7));

async function start(options: EndpointOptions = {}) {
  const fixture = tokenFixture();
  const failures: FailedAttempt[] = [];
  const auth = createTokenAuth({
    store: fixture.store,
    attempts: new Attempts(fixture.now),
    onFailure: (failure) => failures.push(failure),
  });
  const endpoint = await startEndpoint({ ...options, auth });
  return {
    ...fixture,
    ...endpoint,
    failures,
    async token(wanted = {}) {
      const { token, text } = await fixture.tokens.generate(wanted);
      return { ...token, headers: { authorization: `Bearer ${text}` }, text };
    },
    async session(headers: Headers) {
      const answer = await send(endpoint.url, { headers, body: initialize });
      expect(answer.status).toBe(200);
      return { ...headers, 'mcp-session-id': String(answer.headers['mcp-session-id']) };
    },
  };
}

describe('without a valid token', () => {
  const requests = [
    { body: initialize },
    { body: ping, headers: { 'mcp-session-id': 'x' } },
    modern('tools/list'),
    { body: 'no JSON', headers: { 'content-type': 'text/plain', accept: 'nothing' } },
    { method: 'GET', headers: { accept: 'text/event-stream' } },
    { method: 'DELETE' },
    { method: 'PUT' },
    { method: 'OPTIONS' },
  ];

  test.each(requests)('nothing else of a request counts: %j', async (request) => {
    const { url, taken, sessions, failures } = await start();
    const answer = await send(url, request);
    expect(answer.status).toBe(401);
    // RFC 6750 section 3.1: who has sent none is told of no error.
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(JSON.parse(answer.body)).toMatchObject({
      error: { code: -33053, data: { remedy: expect.stringContaining('loom auth') } },
    });
    expect([taken, sessions.all(), failures]).toEqual([[], [], []]);
  });

  test.each([
    ['unknown', unknownToken],
    ['malformed', `${unknownToken}x`],
    ['of another kind', 'ghp_0123456789'],
    ['with a space', `${unknownToken} x`],
  ])('that is %s: 401, and what is wrong with it', async (_what, text) => {
    const { url, failures } = await start();
    const headers = { authorization: `Bearer ${text}` };
    const answer = await send(url, { headers, body: initialize });
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
    expect(failures).toMatchObject([{ source: '127.0.0.1', count: { count: 1 } }]);
    expect(JSON.stringify([failures, answer.body])).not.toContain(text);
  });

  test.each(['Basic dXNlcjpwYXNz', 'Bearer', 'Bearer ', '', 'loom'])(
    'the header %j is as good as none',
    async (authorization) => {
      const { url, failures } = await start();
      const answer = await send(url, { headers: { authorization }, body: initialize });
      expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
      expect(failures).toEqual([]);
    },
  );

  test('a token that does not stand behind "Bearer" is refused with that reason', async () => {
    const { url, token } = await start();
    const { text } = await token();
    const answer = await send(url, { headers: { authorization: text }, body: initialize });
    expect(answer.body).toContain('is not \\"Bearer <token>\\"');
    expect(answer.body).not.toContain(text);
  });

  test('clients are pointed to the issuer where there is one, under the name they called', async () => {
    const { url } = await start({ http: { auth: { issuer: 'https://login.example' } } });
    const metadata =
      'resource_metadata="http://localhost:1/.well-known/oauth-protected-resource/mcp"';
    const none = await send(url, { headers: { host: 'localhost:1' }, body: initialize });
    expect(none.headers['www-authenticate']).toBe(`Bearer ${metadata}`);
    const headers = { host: 'localhost:1', authorization: `Bearer ${unknownToken}` };
    const wrong = await send(url, { headers, body: initialize });
    expect(wrong.headers['www-authenticate']).toBe(`Bearer error="invalid_token", ${metadata}`);
  });

  test('Host and Origin come first, and pages may read why', async () => {
    const { url, failures } = await start();
    const authorization = `Bearer ${unknownToken}`;
    const foreign = { authorization, origin: 'https://evil.example' };
    expect((await send(url, { headers: foreign, body: initialize })).status).toBe(403);
    const rebound = { authorization, host: 'evil.example' };
    expect((await send(url, { headers: rebound, body: initialize })).status).toBe(421);
    expect(failures).toEqual([]);
    const origin = 'http://localhost:5173';
    const page = await send(url, { headers: { origin }, body: initialize });
    expect(page.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': expect.stringContaining('WWW-Authenticate'),
    });
    // Browsers send no credentials with it.
    const preflight = await send(url, { method: 'OPTIONS', headers: { origin } });
    expect(preflight.status).toBe(204);
    expect(preflight.headers['access-control-allow-headers']).toContain('Authorization');
  });

  test('a token counts in the header alone', async () => {
    const { url, token } = await start();
    const { text } = await token();
    expect((await send(`${url}?access_token=${text}`, { body: initialize })).status).toBe(401);
    const headers = { 'mcp-session-id': text, cookie: `token=${text}`, 'x-api-key': text };
    expect((await send(url, { headers, body: initialize })).status).toBe(401);
  });

  test('a large body is read to its end, so that its sender sees the refusal', async () => {
    const { url } = await start();
    const answer = await send(url, { body: 'x'.repeat(20_000_000) });
    expect(answer.status).toBe(401);
  });

  test('where the vault cannot be read, nobody is refused for good', async () => {
    const { url, token, restart, breakVault, failures } = await start();
    const { headers } = await token();
    const after = restart();
    const auth = createTokenAuth({ store: after.store, attempts: new Attempts(), onFailure() {} });
    const again = await startEndpoint({ auth });
    after.breakVault(locked);
    const refused = await send(again.url, { headers, body: initialize });
    expect(refused.status).toBe(503);
    // Nobody knows yet who it is that calls.
    expect(JSON.stringify(refused)).not.toContain(locked.message);
    // What cannot be a token needs no vault.
    expect((await send(again.url, { body: initialize })).status).toBe(401);
    after.breakVault(undefined);
    expect((await send(again.url, { headers, body: initialize })).status).toBe(200);
    // One that was read before does not need it any more.
    breakVault(locked);
    expect((await send(url, { headers, body: initialize })).status).toBe(200);
    expect(failures).toEqual([]);
  });
});

describe('too many wrong tokens', () => {
  test('are told to wait, while right ones still pass', async () => {
    const { url, token, pass, failures } = await start();
    const { headers } = await token();
    const wrong = { headers: { authorization: `Bearer ${unknownToken}` }, body: initialize };
    const statuses: number[] = [];
    for (let count = 0; count < 20; count += 1) statuses.push((await send(url, wrong)).status);
    expect(new Set(statuses)).toEqual(new Set([401]));
    pass(12_500);
    const limited = await send(url, wrong);
    expect(limited.status).toBe(429);
    expect(limited.headers['retry-after']).toBe('48');
    expect(limited.headers['www-authenticate']).toBeUndefined();
    expect(JSON.parse(limited.body).error.code).toBe(-33054);
    expect((await send(url, { headers, body: initialize })).status).toBe(200);
    pass(47_500);
    expect((await send(url, wrong)).status).toBe(401);
    expect(failures.map(({ count }) => count.isLimited).filter(Boolean)).toEqual([true]);
  });
});

describe('a token', () => {
  test('is its bearer, whatever the scheme looks like', async () => {
    const { url, token, sessions } = await start();
    const { text, id } = await token();
    for (const scheme of ['Bearer', 'bearer', 'BEARER', 'Bearer  ']) {
      const headers = { authorization: `${scheme} ${text}` };
      expect((await send(url, { headers, body: initialize })).status).toBe(200);
    }
    expect(new Set(sessions.all().map(({ principal }) => principal))).toEqual(
      new Set([`token:${id}`]),
    );
  });

  test('gives no access to the sessions of another', async () => {
    const { url, token, session, sessions } = await start();
    const [mine, other] = [await token(), await token()];
    const owner = await session(mine.headers);
    const thief = { ...owner, ...other.headers };
    for (const request of [
      { headers: thief, body: ping },
      { method: 'GET', headers: { ...thief, accept: 'text/event-stream' } },
      { method: 'DELETE', headers: thief },
    ]) {
      const answer = await send(url, request);
      expect([request.method, answer.status]).toEqual([request.method, 404]);
    }
    expect((await send(url, { headers: { ...owner, authorization: '' }, body: ping })).status).toBe(
      401,
    );
    expect((await send(url, { headers: owner, body: ping })).status).toBe(200);
    expect(sessions.all()).toHaveLength(1);
  });

  test('shares no session of the modern era with another, not even of one client', async () => {
    const { url, token, taken } = await start();
    const [one, two] = [await token(), await token()];
    for (const { headers } of [one, two, one]) await send(url, modern('tools/list', {}, headers));
    expect(taken.map(({ session }) => session.principal)).toEqual(
      [one, two, one].map(({ id }) => `token:${id}`),
    );
    expect(taken[2]?.session).toBe(taken[0]?.session);
  });

  test('brings its profile and its servers, in either era', async () => {
    const { url, token, taken, sessions } = await start();
    const { headers } = await token({ profile: 'review', servers: ['files'] });
    await send(url, { headers, body: initialize });
    await send(`${url}?profile=review`, modern('tools/list', {}, headers));
    for (const { session } of taken) {
      expect(session.options).toMatchObject({ profile: 'review', servers: ['files'] });
    }
    for (const request of [{ headers, body: initialize }, modern('tools/list', {}, headers)]) {
      const refused = await send(`${url}?profile=default`, request);
      expect(refused.status).toBe(403);
      expect(JSON.parse(refused.body).error.code).toBe(-33055);
    }
    expect(sessions.all()).toHaveLength(2);
  });

  test('without a profile may name any', async () => {
    const { url, token, taken } = await start();
    const { headers } = await token();
    await send(`${url}?profile=review`, { headers, body: initialize });
    expect(taken[0]?.session.profile).toBe('review');
  });
});

describe('when a token is revoked', () => {
  test('all that it holds open ends at once, and nothing of another', async () => {
    const cancelled: ClientRequest[] = [];
    const { url, token, session, sessions, tokens, taken } = await start({
      answer(one) {
        if (one.frame.method === 'tools/list') complete(one);
        else void runs(one).then(() => cancelled.push(one));
      },
    });
    const [gone, stays] = [await token({ name: 'gone' }), await token({ name: 'stays' })];
    const all = await Promise.all(
      [gone, stays].map(async ({ headers }) => {
        const own = await session(headers);
        const stream = await open(url, {
          method: 'GET',
          headers: { ...own, accept: 'text/event-stream' },
        });
        const waiting = Promise.allSettled([
          send(url, { headers: own, body: ping }),
          send(url, modern('subscriptions/listen', {}, headers)),
        ]);
        return { own, streamEnd: once(stream.resume(), 'close'), waiting };
      }),
    );
    await expect.poll(() => taken).toHaveLength(6);
    // These sessions are idle then.
    for (const { headers } of [gone, stays]) await send(url, modern('tools/list', {}, headers));
    expect(sessions.all()).toHaveLength(6);

    await tokens.revoke('gone');
    expect(sessions.all().map(({ principal }) => principal)).toEqual(
      Array(3).fill(`token:${stays.id}`),
    );
    await all[0]?.streamEnd;
    expect(await all[0]?.waiting).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    expect(cancelled).toHaveLength(2);
    expect((await send(url, { headers: all[0]?.own ?? {}, body: ping })).status).toBe(401);

    const kept = { headers: all[1]?.own ?? {}, body: '{"jsonrpc":"2.0","method":"x"}' };
    expect((await send(url, kept)).status).toBe(202);
    await tokens.revoke('stays');
    expect(sessions.all()).toEqual([]);
    await all[1]?.streamEnd;
    await all[1]?.waiting;
  });

  test.each([
    ['of the legacy era', { body: initialize, headers: {} }],
    ['of the modern era', modern('tools/list')],
  ])('a request %s that is still on its way in opens nothing', async (_era, request) => {
    const { url, token, tokens, sessions, taken } = await start();
    const { text } = await token({ name: 'a' });
    const lines = Object.entries({
      host: 'localhost',
      authorization: `Bearer ${text}`,
      'content-type': 'application/json',
      'content-length': request.body.length,
      ...request.headers,
    }).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}\r\n`]));
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const half = request.body.length / 2;
    socket.write(`POST /mcp HTTP/1.1\r\n${lines.join('')}\r\n${request.body.slice(0, half)}`);
    // Its token was looked at by then.
    await expect.poll(async () => (await tokens.list())[0]?.lastUsedAt).toBeDefined();
    await tokens.revoke('a');
    socket.write(request.body.slice(half));
    const [answer] = await once(socket, 'data');
    socket.destroy();
    expect(String(answer)).toMatch(/^HTTP\/1.1 401 /);
    expect([sessions.all(), taken]).toEqual([[], []]);
  });

  test('under load not one request is served afterwards', async () => {
    const { url, token, tokens, sessions, taken } = await start();
    const { headers } = await token({ name: 'a' });
    let revoked = false;
    let served = 0;
    const client = async () => {
      for (let refused = 0; refused < 20 && served === 0; ) {
        const isAfter = revoked;
        const { status } = await send(url, modern('tools/list', {}, headers));
        expect([200, 401, 429]).toContain(status);
        if (status !== 200) refused += 1;
        else if (isAfter) served += 1;
      }
    };
    const clients = Array.from({ length: 8 }, client);
    await expect.poll(() => taken.length).toBeGreaterThan(50);
    await tokens.revoke('a');
    revoked = true;
    await Promise.all(clients);
    expect(served).toBe(0);
    expect(sessions.all()).toEqual([]);
  });
});
