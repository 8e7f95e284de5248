import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type RequestOptions, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Config } from '../../../src-shared/domain/config.ts';
import { emptyState, idleServer } from '../../../src-shared/domain/testing/sample-state.ts';
import { createFakeService } from '../api/testing/fake-service.ts';
import { createConsoleSessions } from './console-session.ts';
import { createWebApp, type WebApp } from './web-app.ts';

describe('/health', () => {
  test('names the hub and every server, even to a foreign Host and Origin', async () => {
    await using web = await openWeb();
    web.service.setState({ ...emptyState, servers: [idleServer('files')] });
    const answer = await web.get('/health', {
      host: 'evil.example',
      origin: 'https://evil.example',
    });
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({
      status: 'ok',
      version: '0.1.0',
      startedAt: '2026-11-20T10:00:00.000Z',
      servers: { files: 'idle' },
    });
  });

  test.each(['0.0.0.0:8088', '[::]:8088', '192.0.2.1:8088'])(
    'on %s tells other machines neither servers nor reasons',
    async (address) => {
      await using web = await openWeb({ http: { address } });
      web.service.setState({ ...emptyState, servers: [idleServer('files')] });
      expect((await web.get('/health')).json()).toEqual({ status: 'ok', version: '0.1.0' });
      web.service.setServing({ ok: false, reason: 'the hub is stopping' });
      const answer = await web.get('/health');
      expect(answer.status).toBe(503);
      expect(answer.json()).toEqual({ status: 'unavailable', version: '0.1.0' });
    },
  );

  test('is 503 with the reason when the hub cannot serve', async () => {
    await using web = await openWeb();
    web.service.setServing({ ok: false, reason: 'the hub is stopping' });
    const answer = await web.get('/health');
    expect(answer.status).toBe(503);
    expect(answer.json()).toMatchObject({ status: 'unavailable', reason: 'the hub is stopping' });
  });
});

describe('the guards', () => {
  const paths = ['/', '/api/hub/state', '/launch', '/.well-known/oauth-protected-resource', '/no'];

  test.each(paths)('refuse a rebound Host on %s with 421', async (path) => {
    await using web = await openWeb();
    const answer = await web.get(path, { host: 'evil.example' });
    expect(answer.status).toBe(421);
    expect(answer.json()).toMatchObject({
      error: { code: 'host-refused', message: expect.stringContaining('evil.example') },
    });
  });

  test.each(paths)('refuse a foreign Origin on %s with 403', async (path) => {
    await using web = await openWeb();
    expect((await web.get(path, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await web.get(path, { origin: 'null' })).status).toBe(403);
  });
});

describe('OAuth metadata (RFC 9728)', () => {
  const paths = [
    '/.well-known/oauth-protected-resource',
    '/.well-known/oauth-protected-resource/mcp',
  ];

  test.each(paths)('%s is 404 until an issuer is configured', async (path) => {
    await using web = await openWeb();
    const answer = await web.get(path);
    expect(answer.status).toBe(404);
    expect(answer.json()).toMatchObject({ error: { code: 'not-found' } });
  });

  test.each(paths)('%s names the resource and its issuer', async (path) => {
    await using web = await openWeb({ http: { auth: { issuer: 'https://login.example' } } });
    expect((await web.get(path, { host: 'localhost:8088' })).json()).toEqual({
      // Under the name by which it was called: clients compare.
      resource: 'http://localhost:8088/mcp',
      authorization_servers: ['https://login.example'],
      bearer_methods_supported: ['header'],
    });
  });

  test.each(paths)(
    '%s is read where the 401 says it is, at any address of the hub',
    async (path) => {
      const http = { address: '0.0.0.0:8088', auth: { issuer: 'https://login.example' } };
      await using web = await openWeb({ http });
      const answer = await web.get(path, { host: '192.0.2.7:8088' });
      expect(answer.json()).toMatchObject({ resource: 'http://192.0.2.7:8088/mcp' });
      expect((await web.get(path, { host: 'evil.example:8088' })).status).toBe(421);
    },
  );

  test.each(paths)('%s may be read by pages of allowed origins', async (path) => {
    await using web = await openWeb({ http: { auth: { issuer: 'https://login.example' } } });
    const origin = 'http://localhost:5173';
    const answer = await web.get(path, { origin });
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': origin, vary: 'Origin' });
    const asked = { origin, 'access-control-request-headers': 'mcp-protocol-version' };
    const preflight = await web.options(path, asked);
    expect(preflight.status).toBe(204);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-headers': expect.stringContaining('MCP-Protocol-Version'),
    });
    const foreign = await web.options(path, { origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('pages learn, too, that no issuer is configured', async () => {
    await using web = await openWeb();
    const answer = await web.get(String(paths[0]), { origin: 'http://localhost:5173' });
    expect(answer.status).toBe(404);
    expect(answer.headers['access-control-allow-origin']).toBe('http://localhost:5173');
  });
});

describe('the way into the console', () => {
  test('a launch link sets an HttpOnly, SameSite=Strict cookie and leads to the console', async () => {
    await using web = await openWeb();
    const answer = await web.get(web.launchPath());
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    const [cookie = ''] = answer.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^loom-console-8088=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  test('a used link leads to the page that says so', async () => {
    await using web = await openWeb();
    const path = web.launchPath();
    await web.get(path);
    const answer = await web.get(path);
    expect(answer.headers.location).toBe('/?link=expired');
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test('the API answers with a session', async () => {
    await using web = await openWeb();
    const answer = await web.post('/api/hub/state', { cookie: await web.signIn() });
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({ json: { pid: 4242 } });
  });

  test('the API is 401 without one, and says how to get one', async () => {
    await using web = await openWeb();
    const cookies = ['', 'loom-console-8088=guess', 'loom-console-8088='];
    for (const cookie of cookies) {
      const answer = await web.post('/api/hub/state', { cookie });
      expect(answer.status).toBe(401);
      expect(answer.json()).toMatchObject({
        error: { code: 'no-console-session', remedy: expect.stringContaining('loom console') },
      });
    }
  });

  test.each([
    ['another port of this machine', { origin: 'http://127.0.0.1:3000' }],
    ['a foreign page', { 'sec-fetch-site': 'cross-site' }],
    ['a page on the same host', { 'sec-fetch-site': 'same-site' }],
    ['a sandboxed frame', { origin: 'null' }],
  ])('a session does not help %s', async (_name, headers) => {
    await using web = await openWeb();
    const answer = await web.post('/api/hub/stop', { cookie: await web.signIn(), ...headers });
    expect(answer.status).toBe(403);
    expect(web.service.calls).toEqual([]);
  });

  test('nothing is called by GET', async () => {
    await using web = await openWeb();
    const answer = await web.get('/api/hub/stop', { cookie: await web.signIn() });
    expect(answer.status).toBe(405);
    expect(web.service.calls).toEqual([]);
  });

  test('a body above the limit is refused with the limit named', async () => {
    await using web = await openWeb({ limits: { max_message: '1KB' } });
    const cookie = await web.signIn();
    const answer = await web.post('/api/tools/call', { cookie }, 'x'.repeat(2000));
    expect(answer.status).toBe(413);
    expect(answer.json()).toMatchObject({ error: { code: 'message-too-large' } });
  });

  test('the local socket needs no session and has no console', async () => {
    await using web = await openWeb({}, 'socket');
    const headers = { host: 'loom' };
    expect((await web.post('/api/hub/state', headers)).status).toBe(200);
    expect((await web.get('/', headers)).status).toBe(404);
    expect((await web.get('/launch', headers)).status).toBe(404);
  });
});

describe("the console's files", () => {
  test('are served with their type, a strict policy and the right caching', async () => {
    await using web = await openWeb();
    const page = await web.get('/');
    expect(page.body).toBe('<p>console</p>');
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': expect.stringMatching(/^default-src 'self'; script-src 'self';/),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
    const asset = await web.get('/assets/main-abc123.js');
    expect(asset.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  test.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/assets/%00',
    '//etc/passwd',
    '/link.txt',
    '/assets',
  ])('nothing else is: %s', async (path) => {
    await using web = await openWeb();
    const answer = await web.get(path);
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('TOP SECRET');
  });

  test("a page's address gets the console, a missing file or a program does not", async () => {
    await using web = await openWeb();
    expect((await web.get('/servers/github', { accept: 'text/html,*/*' })).body).toContain(
      'console',
    );
    const answer = await web.get('/servers/github', { accept: '*/*' });
    expect(answer.status).toBe(404);
    expect(answer.json()).toMatchObject({ error: { remedy: expect.stringContaining('/mcp') } });
  });

  test('a console that is not built is said to be so', async () => {
    await using web = await openWeb();
    await rm(web.rendererDir, { recursive: true });
    const answer = await web.get('/');
    expect(answer.status).toBe(503);
    expect(answer.json()).toMatchObject({ error: { remedy: expect.stringContaining('npm run') } });
  });
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  json(): unknown;
}

async function openWeb(config: unknown = {}, kind: 'http' | 'socket' = 'http') {
  const folder = await mkdtemp(join(tmpdir(), 'loom-web-'));
  const rendererDir = await buildConsole(folder);
  const service = createFakeService(emptyState);
  const sessions = createConsoleSessions();
  const resourceUrl = 'http://127.0.0.1:8088/mcp';
  const app = createWebApp({
    service,
    log: { error: ({ err }) => expect.unreachable(String(err)) },
    config: Config.parse(config),
    carrier: kind === 'socket' ? { kind } : { kind, resourceUrl, sessions, rendererDir },
  });
  const server = await listen(app);
  const { port } = server.address() as AddressInfo;
  const launchPath = () => new URL(sessions.newLaunchUrl('http://127.0.0.1:8088')).href.slice(21);
  const send = (method: string, path: string, headers: Record<string, string>, body?: string) =>
    exchange({ method, path, port, host: '127.0.0.1', headers }, body);
  return {
    service,
    rendererDir,
    launchPath,
    get: (path: string, headers: Record<string, string> = {}) => send('GET', path, headers),
    options: (path: string, headers: Record<string, string>) => send('OPTIONS', path, headers),
    post: (path: string, headers: Record<string, string>, body = '{}') =>
      send('POST', path, { 'content-type': 'application/json', ...headers }, body),
    async signIn() {
      const [cookie = ''] = (await send('GET', launchPath(), {})).headers['set-cookie'] ?? [];
      return cookie.split(';')[0] ?? '';
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function buildConsole(folder: string): Promise<string> {
  const rendererDir = join(folder, 'renderer');
  await mkdir(join(rendererDir, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'TOP SECRET');
  await symlink(join(folder, 'secret.txt'), join(rendererDir, 'link.txt'));
  await writeFile(join(rendererDir, 'index.html'), '<p>console</p>');
  await writeFile(join(rendererDir, 'assets', 'main-abc123.js'), 'export {}');
  return rendererDir;
}

async function listen(app: WebApp) {
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** `fetch` would tidy the path and refuse to set Host and Origin. */
function exchange(options: RequestOptions, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(options, async (answer) => {
      let text = '';
      for await (const chunk of answer.setEncoding('utf8')) text += chunk;
      const { statusCode: status = 0, headers } = answer;
      resolve({ status, headers, body: text, json: () => JSON.parse(text) });
    });
    sent.on('error', reject).end(body);
  });
}
