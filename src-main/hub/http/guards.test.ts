import { describe, expect, test } from 'vitest';
import { checkHost, checkOrigin } from './guards.ts';

describe('checkHost', () => {
  const loopback = { host: '127.0.0.1', port: 8088 };

  test.each([
    'localhost',
    'localhost:8088',
    'LOCALHOST:8088',
    '127.0.0.1',
    '127.0.0.1:9',
    '[::1]',
    '[::1]:8088',
  ])('lets the loopback name %s pass', (header) => {
    expect(checkHost(header, loopback)).toEqual({ ok: true });
  });

  test.each([
    [undefined, 'missing'],
    ['', 'missing'],
    ['evil.example:8088', 'not-allowed'],
    ['localhost.evil.example', 'not-allowed'],
    ['127.0.0.1.evil.example', 'not-allowed'],
    ['localhost.', 'not-allowed'],
    ['192.168.1.5:8088', 'not-allowed'],
    ['127.1', 'not-allowed'],
    ['user@localhost', 'unparsable'],
    ['localhost/evil', 'unparsable'],
    ['localhost:8088:1', 'unparsable'],
    ['localhost, evil.example', 'unparsable'],
  ])('refuses %s as %s', (header, reason) => {
    expect(checkHost(header, loopback)).toEqual({ ok: false, reason });
  });

  test('takes the configured host with its own port only', () => {
    const lan = { host: 'box.lan', port: 8088 };
    expect(checkHost('Box.lan:8088', lan)).toEqual({ ok: true });
    expect(checkHost('box.lan:80', lan)).toEqual({ ok: false, reason: 'not-allowed' });
    expect(checkHost('[fe80::1]:8088', { host: '[fe80::1]', port: 8088 })).toEqual({ ok: true });
  });

  test('takes the configured host without a port where its port is the usual one', () => {
    const wanted = { ok: true };
    const refused = { ok: false, reason: 'not-allowed' };
    const encrypted = { host: 'box.lan', port: 443, isEncrypted: true };
    expect(checkHost('box.lan', encrypted)).toEqual(wanted);
    expect(checkHost('box.lan', { ...encrypted, port: 80 })).toEqual(refused);
    expect(checkHost('box.lan', { host: 'box.lan', port: 80 })).toEqual(wanted);
    expect(checkHost('box.lan', { host: 'box.lan', port: 443 })).toEqual(refused);
  });

  test('takes any address, but no name, where the hub listens everywhere', () => {
    const everywhere = { host: '0.0.0.0', port: 8088 };
    expect(checkHost('10.0.0.7:8088', everywhere)).toEqual({ ok: true });
    expect(checkHost('evil.example', everywhere)).toEqual({ ok: false, reason: 'not-allowed' });
  });
});

describe('checkOrigin', () => {
  const patterns = ['http://localhost:*', 'http://127.0.0.1:*', 'http://[::1]:*', 'https://a.test'];

  test.each([
    undefined,
    'http://localhost',
    'http://localhost:5173',
    'http://LOCALHOST:1',
    'http://127.0.0.1:8088',
    'http://[::1]:3000',
    'https://a.test',
    'https://a.test:443',
  ])('lets %s pass', (header) => {
    expect(checkOrigin(header, patterns)).toEqual({ ok: true });
  });

  test.each([
    ['null', 'null'],
    ['', 'unparsable'],
    ['localhost', 'unparsable'],
    ['http://localhost/path', 'unparsable'],
    ['http://user@localhost', 'unparsable'],
    ['http://localhost, http://evil.example', 'unparsable'],
    ['http://localhost:99999', 'unparsable'],
    ['https://localhost:5173', 'not-allowed'],
    ['http://localhost.evil.example', 'not-allowed'],
    ['http://evil.example:80', 'not-allowed'],
    ['https://a.test:8443', 'not-allowed'],
    ['chrome-extension://abc', 'not-allowed'],
  ])('refuses %s as %s', (header, reason) => {
    expect(checkOrigin(header, patterns)).toEqual({ ok: false, reason });
  });
});
