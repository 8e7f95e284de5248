/** Who may call at all, what else the listener answers, and where its settings come from. */
import { describe, expect, test } from 'vitest';
import { HubEnded, startHub } from '../../harness/hub.ts';
import { serverEntry } from '../../harness/servers.ts';
import { initialize, post, send } from './http-requests.ts';

const servers = { slow: serverEntry('slow') };
const json = (text: string) => JSON.parse(text);
const routes = ['/mcp', '/', '/api/hub/state', '/.well-known/oauth-protected-resource', '/nothing'];

describe('Host and Origin', () => {
  test('are checked on every route but /health', async () => {
    await using hub = await startHub({ servers });
    const { origin } = new URL(hub.url);
    for (const route of routes) {
      for (const host of ['evil.example', 'evil.example:80', '169.254.1.1', '127.0.0.1.evil.com']) {
        const answer = await send(origin + route, { headers: { host } });
        expect([route, host, answer.status]).toEqual([route, host, 421]);
      }
      for (const foreign of ['https://evil.example', 'null', 'http://localhost.evil.com', 'x']) {
        const answer = await send(origin + route, { headers: { origin: foreign } });
        expect([route, foreign, answer.status]).toEqual([route, foreign, 403]);
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      }
    }
    const bad = { host: 'evil.example', origin: 'null' };
    expect((await send(`${origin}/health`, { headers: bad })).status).toBe(200);
    const refused = await post(hub.url, initialize(), bad);
    expect(refused.status).toBe(421);
    expect(json(refused.body).error.message).toContain('evil.example');
  });

  test('of loopback pass with any port, and allowed origins get CORS headers and preflight', async () => {
    await using hub = await startHub({ servers });
    const { port } = new URL(hub.url);
    for (const host of ['localhost', `localhost:${port}`, '127.0.0.1:1', `[::1]:${port}`]) {
      expect((await post(hub.url, initialize(), { host })).status, host).toBe(200);
    }
    for (const origin of ['http://localhost', 'http://localhost:5173', 'http://[::1]:80']) {
      const answer = await post(hub.url, initialize(), { origin });
      expect(answer.status, origin).toBe(200);
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-expose-headers': expect.stringContaining('Mcp-Session-Id'),
        vary: expect.stringContaining('Origin'),
      });
      const preflight = await send(hub.url, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'mcp-session-id, content-type',
        },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-allow-methods': expect.stringContaining('DELETE'),
        'access-control-allow-headers': expect.stringMatching(/Last-Event-ID/),
      });
    }
    const foreign = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    expect((await send(hub.url, { method: 'OPTIONS', headers: foreign })).status).toBe(403);
  });
});

test('/health tells the state of the hub and of each server, and nothing else', async () => {
  await using hub = await startHub({
    servers: { slow: serverEntry('slow'), off: serverEntry('slow', [], { enabled: false }) },
  });
  const { origin } = new URL(hub.url);
  const answer = await send(`${origin}/health`);
  expect(answer.status).toBe(200);
  expect(json(answer.body)).toMatchObject({
    status: 'ok',
    servers: { slow: 'idle', off: 'disabled' },
  });
  expect(answer.body).not.toContain('slow.ts');
});

test('RFC 9728 metadata: 404 without an issuer, at both places with one', async () => {
  await using without = await startHub({ servers });
  await using issuer = await startHub({
    servers,
    config: { http: { auth: { issuer: 'https://issuer.example' } } },
  });
  for (const path of ['', '/mcp']) {
    const place = `/.well-known/oauth-protected-resource${path}`;
    const missing = await send(new URL(without.url).origin + place);
    expect(missing.status).toBe(404);
    const found = await send(new URL(issuer.url).origin + place);
    expect(found.status).toBe(200);
    expect(json(found.body)).toMatchObject({
      resource: issuer.url,
      authorization_servers: ['https://issuer.example'],
    });
  }
});

describe('settings', () => {
  test('of the environment win over config.yaml', async () => {
    await using hub = await startHub({
      servers,
      config: {
        http: {
          address: '127.0.0.1:1',
          allowed_origins: ['http://file.example'],
          auth: { issuer: 'https://file.example' },
        },
      },
      env: {
        LOOM_HTTP_ADDR: 'localhost:0',
        LOOM_ALLOWED_ORIGINS: 'http://env.example,http://two.example:*',
        LOOM_AUTH_ISSUER: 'https://env.example',
      },
    });
    expect(await originStatuses(hub.url)).toEqual({ file: 403, env: 200, flag: 403 });
    expect(await issuerOf(hub.url)).toEqual(['https://env.example']);
  });

  test('of config.yaml hold where nothing overrides them', async () => {
    await using hub = await startHub({
      servers,
      config: { http: { allowed_origins: ['http://file.example'] } },
    });
    expect(await originStatuses(hub.url)).toEqual({ file: 200, env: 403, flag: 403 });
    const own = await post(hub.url, initialize(), { origin: new URL(hub.url).origin });
    expect(own.status).toBe(200);
  });

  test('as flags win over both', async () => {
    await using hub = await startHub({
      servers,
      config: { http: { address: '127.0.0.1:1', allowed_origins: ['http://file.example'] } },
      env: { LOOM_HTTP_ADDR: '127.0.0.1:2', LOOM_AUTH_ISSUER: 'https://env.example' },
      args: [
        '--http-addr',
        '127.0.0.1:0',
        '--allowed-origins',
        'http://flag.example',
        '--auth-issuer',
        'https://flag.example',
      ],
    });
    expect(await originStatuses(hub.url)).toEqual({ file: 403, env: 403, flag: 200 });
    expect(await issuerOf(hub.url)).toEqual(['https://flag.example']);
  });

  test.each(['0.0.0.0:0', '[::]:0', ':0.0'])('refuse to listen at %s', async (address) => {
    const refused = await startHub({ servers, config: { http: { address } } }).catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(HubEnded);
    const { exitCode, output } = refused as HubEnded;
    expect([3, 7]).toContain(exitCode);
    expect(output).toMatch(/http\.address/);
    expect(output).toMatch(/→ /);
  });
});

async function originStatuses(url: string): Promise<Record<string, number>> {
  const entries = ['file', 'env', 'flag'].map(async (name) => {
    const { status } = await post(url, initialize(), { origin: `http://${name}.example` });
    return [name, status] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function issuerOf(url: string): Promise<unknown> {
  const { body } = await send(`${new URL(url).origin}/.well-known/oauth-protected-resource`);
  return json(body).authorization_servers;
}
