import { expect, test } from 'vitest';
import { hideSecrets } from './hide-secrets.ts';

const secret = 'can "ary"/+ü: $1';
const hide = hideSecrets([secret, '', 'abc', 'line one is long\nline two is long']);
const base64 = (text: string) => Buffer.from(text).toString('base64');

test.each([
  ['as it is', secret],
  ['in JSON', JSON.stringify({ key: secret })],
  ['in a URL', `?key=${encodeURIComponent(secret)}&b=1`],
  ['in a form', new URLSearchParams({ key: secret.replace(/[^a-z "/+ü:$1]/g, '') }).toString()],
  ['in base64', base64(secret)],
  ['in basic credentials', base64(`user:${secret}`)],
  ['in base64 behind one more byte', base64(`users:${secret}!`)],
  ['in base64url', Buffer.from(`ü:${secret}`).toString('base64url')],
  ['by its lines', 'it said: line two is long, and more'],
])('hides a secret %s', (_where, text) => {
  const shown = hide(text);
  expect(shown).toContain('…');
  for (const part of ['can', 'ary', base64(secret).slice(4, 10), 'line two']) {
    expect(shown).not.toContain(part);
  }
});

test('leaves everything else as it was', () => {
  const text = 'abc, a line, $1 and a can of base64: aGVsbG8gd29ybGQ=';
  expect(hide(text)).toBe(text);
  expect(hideSecrets([])(secret)).toBe(secret);
});

test('leaves the plain words in a secret that is an address, and hides the rest of it', () => {
  const clean = hideSecrets(['postgres://admin:hunter22@db.example/production']);
  const text = 'postgres: connected to production';
  expect(clean(text)).toBe(text);
  expect(clean('as admin:hunter22@db.example')).toBe('as …');
});
