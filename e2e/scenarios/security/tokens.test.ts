/** Who may call over HTTP: tokens made, presented, guessed, limited, revoked and expired. */
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, test } from 'vitest';
import { runLoom } from '../../harness/home.ts';
import { connectHttp } from '../../harness/http-client.ts';
import { startHub, type TestHub } from '../../harness/hub.ts';
import { modernHttp } from '../../harness/modern-http.ts';
import { processesOf } from '../../harness/processes.ts';
import { connectProxy } from '../../harness/raw-client.ts';
import { readIfThere } from '../../harness/read-if-there.ts';
import { serverEntry } from '../../harness/servers.ts';
import { call, initialize, open, openPost, post, send } from '../protocol/http-requests.ts';

const servers = { echo: serverEntry('echo'), slow: serverEntry('slow') };
const config = { http: { auth: { type: 'token' } }, vault: { type: 'file' } };
const form = /^loom_[0-9A-Za-z]{49}$/;

async function generate(hub: TestHub, input: Parameters<TestHub['api']['auth']['generate']>[0]) {
  const { token, text } = await hub.api.auth.generate(input);
  return { token, text, headers: { authorization: `Bearer ${text}` } };
}

test('a new user: HTTP asks for a token, one command makes it, and clients of both eras call', async () => {
  // The config.yaml that a first run writes.
  await using hub = await startHub({ servers, config: undefined, args: ['--http-addr', ':0'] });
  const refused = await post(hub.url, initialize());
  expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Bearer']);
  expect(refused.body).toContain('loom auth token-generate');
  // Over the user's own socket nobody is asked.
  await using proxy = await connectProxy(hub);
  expect((await proxy.callTool('echo__echo', { text: 'hi' })).error).toBeUndefined();

  const made = await runLoom(hub.home, ['auth', 'token-generate', '--name', 'sdk']);
  expect(made.code).toBe(0);
  const text = made.stdout.trim();
  expect(text).toMatch(form);
  for (const mode of ['legacy', { pin: '2026-07-28' }] as const) {
    const client = new Client({ name: 'sdk', version: '1' }, { versionNegotiation: { mode } });
    const requestInit = { headers: { authorization: `Bearer ${text}` } };
    await client.connect(new StreamableHTTPClientTransport(new URL(hub.url), { requestInit }));
    const result = await client.callTool({ name: 'echo__echo', arguments: { text: 'hi' } });
    expect(result.content).toMatchObject([{ type: 'text' }]);
    await client.close();
  }

  const list = await runLoom(hub.home, ['auth', 'token-list']);
  expect(list.stdout).toMatch(/^sdk +[0-9a-f]{12} /m);
  expect((await hub.api.auth.list())[0]?.lastUsedAt).toBeGreaterThan(0);
  expect(await placesWith(hub, text)).toEqual([]);
});

test('a token outlives the hub, sessions do not authenticate', async () => {
  await using hub = await startHub({ servers, config });
  const { headers } = await generate(hub, { name: 'a' });
  const { sessionId } = await connectHttp(hub, { headers });
  const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
  expect((await post(hub.url, ping, { 'mcp-session-id': sessionId })).status).toBe(401);
  await hub.stop();
  await using again = await startHub({ home: hub.home, config });
  expect((await post(again.url, ping, { ...headers, 'mcp-session-id': sessionId })).status).toBe(
    404,
  );
  await connectHttp(again, { headers });
});

test('a token with a profile and servers sees those, and nothing else', async () => {
  await using hub = await startHub({
    config,
    registry: JSON.stringify({
      servers: { ...servers, other: serverEntry('echo', ['--name', 'other']) },
      profiles: { review: { servers: ['echo', 'slow'] } },
    }),
  });
  const { headers } = await generate(hub, { profile: 'review', servers: ['echo', 'other'] });
  await using legacy = await connectHttp(hub, { headers });
  await using modern = modernHttp(hub.url, { headers });
  for (const client of [legacy, modern]) {
    const { result } = await client.request('tools/list');
    const owners = result.tools.map(({ name }: { name: string }) => name.split('__')[0]);
    expect(new Set(owners)).toEqual(new Set(['echo']));
    for (const name of ['slow__ok', 'other__echo']) {
      expect((await client.callTool(name)).error?.message).toContain(name);
    }
    const resources = await client.request('resources/list');
    expect(JSON.stringify(resources.result)).toContain('echo');
  }
  const elsewhere = await post(`${hub.url}?profile=default`, initialize(), headers);
  expect(elsewhere.status).toBe(403);
  // Whoever has no token is limited by nothing of it.
  await using proxy = await connectProxy(hub);
  expect((await proxy.callTool('slow__ok')).error).toBeUndefined();
});

describe('revoking', () => {
  test("ends sessions, streams, listens and running calls at once, and nobody else's", async () => {
    await using hub = await startHub({ servers, config });
    const gone = await generate(hub, { name: 'gone' });
    const stays = await generate(hub, { name: 'stays' });
    await using kept = await connectHttp(hub, { headers: stays.headers });
    const { sessionId } = await connectHttp(hub, { headers: gone.headers, get: false });
    const own = { ...gone.headers, 'mcp-session-id': sessionId };
    const stream = await open(hub.url, { headers: { ...own, accept: 'text/event-stream' } });
    const meta = { progressToken: 1 };
    const sleep = call(1, 'slow__sleep', { ms: 60_000, every: 20 }, meta);
    const running = await openPost(hub.url, sleep, own);
    await using modern = modernHttp(hub.url, { headers: gone.headers });
    const listening = modern.listen({ toolsListChanged: true });
    await listening.acknowledged;
    const ends = [stream, running].map((one) =>
      once(
        one.resume().on('error', () => {}),
        'close',
      ),
    );

    const revoked = await runLoom(hub.home, ['auth', 'token-revoke', 'gone']);
    expect(revoked.stdout).toBe('Token "gone" is revoked.\n');
    await Promise.all(ends);
    expect((await listening.ended).error).toBeDefined();
    const state = await hub.api.hub.state();
    expect(state.sessions.filter(({ carrier }) => carrier === 'http')).toHaveLength(1);
    expect((await post(hub.url, initialize(), gone.headers)).status).toBe(401);
    const { result } = await kept.callTool('slow__cancelled');
    expect(result.content[0].text).toContain('requestId');
  });

  test('under load lets not one request through afterwards', async () => {
    await using hub = await startHub({ servers, config });
    const { headers } = await generate(hub, { name: 'a' });
    const tool = { name: 'echo__echo', arguments: { text: 'hi' } };
    let revoked = false;
    let answered = 0;
    const late: string[] = [];
    async function work() {
      await using client = modernHttp(hub.url, { headers });
      for (;;) {
        const isLate = revoked;
        const { result } = await client.request('tools/call', tool);
        if (!result) return;
        answered += 1;
        if (isLate) late.push(JSON.stringify(result));
      }
    }
    const workers = Array.from({ length: 8 }, work);
    await expect.poll(() => answered).toBeGreaterThan(200);
    await hub.api.auth.revoke({ token: 'a' });
    revoked = true;
    await Promise.all(workers);
    expect(late).toEqual([]);
    const state = await hub.api.hub.state();
    expect(state.sessions).toEqual([]);
    const running = state.servers.flatMap(({ instances }) => instances);
    expect(running.map(({ callsInFlight }) => callsInFlight).filter(Boolean)).toEqual([]);
  });
});

test('pages find the issuer before they have a token', async () => {
  const http = { auth: { type: 'token', issuer: 'https://login.example' } };
  await using hub = await startHub({ servers, config: { http } });
  const origin = 'http://localhost:5173';
  const refused = await post(hub.url, initialize(), { origin });
  const challenge = String(refused.headers['www-authenticate']);
  const [, metadata = ''] = /^Bearer resource_metadata="(.*)"$/.exec(challenge) ?? [];
  const found = await send(metadata, { headers: { origin } });
  expect(found.headers['access-control-allow-origin']).toBe(origin);
  expect(JSON.parse(found.body)).toMatchObject({
    resource: hub.url,
    authorization_servers: ['https://login.example'],
  });
});

test('a token that expires ends what it holds open, and is refused from then on', async () => {
  await using hub = await startHub({ servers, config });
  const { headers } = await generate(hub, { name: 'short', expiresAt: Date.now() + 4_000 });
  await using client = modernHttp(hub.url, { headers });
  const listening = client.listen({ toolsListChanged: true });
  await listening.acknowledged;
  expect((await listening.ended).error).toBeDefined();
  const refused = await post(hub.url, initialize(), headers);
  expect(refused.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  expect(refused.body).toContain('expired');
  const { stdout } = await runLoom(hub.home, ['auth', 'token-list']);
  expect(stdout).toMatch(/^short .* ended/m);
});

test('guessing is told to wait and recorded, and right tokens pass meanwhile', async () => {
  await using hub = await startHub({ servers, config });
  const { text, headers } = await generate(hub, { name: 'a' });
  const guesses = Array.from({ length: 30 }, (_, index) => {
    const other = String.fromCharCode(text.charCodeAt(10) === 97 ? 98 : 97);
    return index < 10 ? `guess-${index}` : text.slice(0, 10) + other + text.slice(11);
  });
  const statuses: number[] = [];
  for (const guess of guesses) {
    const answer = await post(hub.url, initialize(), { authorization: `Bearer ${guess}` });
    statuses.push(answer.status);
    if (answer.status === 429) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  }
  expect(statuses).toEqual([...Array(20).fill(401), ...Array(10).fill(429)]);
  expect((await post(hub.url, initialize(), headers)).status).toBe(200);

  const { problems } = await hub.api.hub.state();
  const problem = problems.find(({ code }) => code === 'too-many-attempts');
  expect(problem?.message).toContain('20 wrong tokens came over HTTP from 127.0.0.1');
  const lines = (await hub.api.logs.recent({})).map((line) => line.text);
  expect(lines.filter((line) => line.startsWith('refused a token'))).toHaveLength(20);
  const seen = [lines.join('\n'), JSON.stringify(problems), hub.output()].join('\n');
  for (const guess of guesses) expect(seen).not.toContain(guess);
});

test('a token opens neither the API nor the console, and /health needs none', async () => {
  await using hub = await startHub({ servers, config });
  const { headers } = await generate(hub, {});
  const { origin } = new URL(hub.url);
  const api = await send(`${origin}/api/auth/list`, { method: 'POST', headers });
  expect(api.status).toBe(401);
  expect((await send(`${origin}/health`)).status).toBe(200);
});

describe('off loopback', () => {
  test('the hub listens with tokens alone, and warns where they travel in plain text', async () => {
    const address = '0.0.0.0:0';
    await using hub = await startHub({ servers, config: { http: { address, ...config.http } } });
    expect(hub.output()).toContain('plain text');
    const { problems } = await hub.api.hub.state();
    expect(problems).toMatchObject([
      { code: 'unsafe-listener', remedy: expect.stringContaining('http.tls_cert_file') },
    ]);
    expect((await post(hub.url, initialize())).status).toBe(401);
  });

  test('it does not listen where nobody is asked for a token', async () => {
    const http = { address: '0.0.0.0:0', auth: { issuer: 'https://login.example' } };
    await expect(startHub({ servers, config: { http } })).rejects.toMatchObject({ exitCode: 7 });
  });
});

test('a token can be kept for headless use, and shown again', async () => {
  await using hub = await startHub({ servers, config });
  const made = await runLoom(hub.home, ['auth', 'token-generate', '--key', 'LOOM_CI']);
  const shown = await runLoom(hub.home, ['auth', 'token-show']);
  expect(shown.stdout).toBe(made.stdout);
  const other = await runLoom(hub.home, ['auth', 'token-generate', '--name', 'other']);
  expect(other.code).toBe(0);
  const hidden = await runLoom(hub.home, ['auth', 'token-show', 'other']);
  expect([hidden.code, hidden.stdout]).toEqual([4, '']);
  expect(hidden.stderr).toContain('not kept');
  expect(await placesWith(hub, made.stdout.trim())).toEqual([]);
});

/** Logs, answers, files, command lines and environments that hold a text. */
async function placesWith(hub: TestHub, text: string): Promise<string[]> {
  const secret = text.slice(5, 48);
  const seen: [string, string][] = [
    ['output', hub.output()],
    ['state', JSON.stringify(await hub.api.hub.state())],
    ['logs', JSON.stringify(await hub.api.logs.recent({}))],
    ['tokens', JSON.stringify(await hub.api.auth.list())],
  ];
  for (const pid of processesOf(hub)) {
    seen.push([`process ${pid}`, readIfThere(`/proc/${pid}/cmdline`)]);
    seen.push([`environment ${pid}`, readIfThere(`/proc/${pid}/environ`)]);
  }
  for (const entry of readdirSync(hub.home, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    seen.push([file, readIfThere(file)]);
  }
  return seen.flatMap(([place, content]) => (content.includes(secret) ? [place] : []));
}
