import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Attempts } from '../auth/attempts.ts';
import { tokenFixture } from '../auth/testing/token-fixture.ts';
import { createTokenAuth } from '../auth/token.ts';
import { send, startEndpoint } from './testing/endpoint.ts';

function startAuth() {
  const { store, tokens } = tokenFixture();
  return { tokens, auth: createTokenAuth({ store, attempts: new Attempts(), onFailure() {} }) };
}

describe('off loopback', () => {
  test.each(['0.0.0.0:0', '[::]:0', '192.0.2.1:0'])(
    'nobody may listen at %s without auth',
    async (address) => {
      await expect(startEndpoint({ http: { address } })).rejects.toMatchObject({
        code: 'unsafe-listener',
        remedy: expect.stringContaining('http.auth.type: token'),
      });
    },
  );

  test('with auth it listens, and has a URL that can be called', async () => {
    const { auth, tokens } = startAuth();
    const { url } = await startEndpoint({ auth, http: { address: '0.0.0.0:0' } });
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mcp$/);
    const body = '{"jsonrpc":"2.0","method":"x"}';
    expect((await send(url, { body })).status).toBe(401);
    const { text } = await tokens.generate({});
    const headers = { authorization: `Bearer ${text}`, host: `192.0.2.7:${new URL(url).port}` };
    // A token does not help who comes by another name: that may be a web page.
    expect((await send(url, { headers: { ...headers, host: 'evil.example' }, body })).status).toBe(
      421,
    );
    expect((await send(url, { headers, body })).status).toBe(400);
  });
});

const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'loom-tls-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('TLS', () => {
  test.skipIf(!hasOpenssl)('is spoken where a certificate and its key are there', async () => {
    const folder = temporaryFolder();
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const files = ['-keyout', key, '-out', cert];
    const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
    execFileSync('openssl', [...kind, '-nodes', '-days', '2', ...subject, ...files], {
      stdio: 'ignore',
    });
    // Relative paths begin in the folder of config.yaml.
    const http = { tls_cert_file: 'cert.pem', tls_key_file: 'key.pem' };
    const { auth } = startAuth();
    const issuer = { auth: { issuer: 'https://login.example' } };
    const { url } = await startEndpoint({ auth, http: { ...http, ...issuer }, folder });
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/mcp$/);
    const { port } = new URL(url);
    const ca = readFileSync(cert);
    const answer = await new Promise<{ status: number; challenge: string }>((resolve, reject) => {
      const options = { method: 'POST', ca, servername: 'localhost', agent: false };
      request(`https://localhost:${port}/mcp`, { ...options, family: 4 }, (response) => {
        response.resume();
        const challenge = String(response.headers['www-authenticate']);
        resolve({ status: response.statusCode ?? 0, challenge });
      })
        .on('error', reject)
        .end();
    });
    const metadata = `https://localhost:${port}/.well-known/oauth-protected-resource/mcp`;
    expect(answer).toEqual({ status: 401, challenge: `Bearer resource_metadata="${metadata}"` });
    await expect(send(url.replace('https:', 'http:'), { body: '{}' })).rejects.toThrow();
  });

  test('a certificate that is none, or not there, is said to be so', async () => {
    const folder = temporaryFolder();
    const http = { tls_cert_file: 'cert.pem', tls_key_file: 'key.pem' };
    const there = { code: 'file-unreadable', message: expect.stringContaining('cert.pem') };
    await expect(startEndpoint({ http, folder })).rejects.toMatchObject(there);
    for (const name of Object.values(http)) writeFileSync(join(folder, name), 'nonsense');
    await expect(startEndpoint({ http, folder })).rejects.toMatchObject({
      code: 'invalid-config',
      message: expect.stringContaining('http.tls_cert_file'),
    });
  });
});
