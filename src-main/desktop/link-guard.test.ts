import { expect, test } from 'vitest';
import { createLinkGuard } from './link-guard.ts';

const link = 'https://example.com/a';

test('a click opens one link, and only for two seconds', () => {
  let now = 0;
  const guard = createLinkGuard(() => now);
  expect(guard.mayOpen(link)).toBe(false);
  guard.clicked();
  now = 1999;
  expect(guard.mayOpen(link)).toBe(true);
  expect(guard.mayOpen(link)).toBe(false);
  guard.clicked();
  now += 2000;
  expect(guard.mayOpen(link)).toBe(false);
});

test.each([
  'file:///etc/passwd',
  'javascript:alert(1)',
  'loom://install?config=e30',
  'smb://evil.example/share',
  'https://ada:pass@evil.example/',
  'not a link',
])('what is not of the web does not open: %s', (url) => {
  const guard = createLinkGuard();
  guard.clicked();
  expect(guard.mayOpen(url)).toBe(false);
});
