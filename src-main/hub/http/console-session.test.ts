import { expect, test } from 'vitest';
import { createConsoleSessions } from './console-session.ts';

const base = 'http://127.0.0.1:8088';
const codeOf = (link: string) => new URL(link).searchParams.get('code') ?? '';

test('a launch code gives a session once', () => {
  const sessions = createConsoleSessions();
  const code = codeOf(sessions.newLaunchUrl(base));
  const token = sessions.redeem(code);
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(sessions.has(token ?? '')).toBe(true);
  expect(sessions.redeem(code)).toBeUndefined();
});

test('a launch code ends after a minute', () => {
  let now = 0;
  const sessions = createConsoleSessions(() => now);
  const early = codeOf(sessions.newLaunchUrl(base));
  const late = codeOf(sessions.newLaunchUrl(base));
  now = 59_999;
  expect(sessions.redeem(early)).toBeDefined();
  now = 60_000;
  expect(sessions.redeem(late)).toBeUndefined();
});

test('an unknown code or token is refused', () => {
  const sessions = createConsoleSessions();
  expect(sessions.redeem('')).toBeUndefined();
  expect(sessions.redeem('guess')).toBeUndefined();
  expect(sessions.has('')).toBe(false);
});

test('the oldest session goes when there are more than 64', () => {
  const sessions = createConsoleSessions();
  const tokens = Array.from({ length: 65 }, () =>
    sessions.redeem(codeOf(sessions.newLaunchUrl(base))),
  );
  expect(sessions.has(tokens[0] ?? '')).toBe(false);
  expect(sessions.has(tokens[1] ?? '')).toBe(true);
  expect(sessions.has(tokens[64] ?? '')).toBe(true);
});
