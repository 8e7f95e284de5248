import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createConsoleSessions } from './console-session.ts';
import { keepSessions, takeSessions } from './kept-sessions.ts';

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'loom-kept-'));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

function openSession() {
  const sessions = createConsoleSessions();
  const code = new URL(sessions.newLaunchUrl('http://127.0.0.1:1')).searchParams.get('code') ?? '';
  return { sessions, token: sessions.redeem(code) ?? '' };
}

test('the next hub knows the sessions, once, and the file lets nobody in', () => {
  const { sessions, token } = openSession();
  keepSessions(state, sessions.hashes());
  const file = join(state, 'console-sessions.json');
  expect(readFileSync(file, 'utf8')).not.toContain(token);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  const next = createConsoleSessions(Date.now, takeSessions(state));
  expect(next.has(token)).toBe(true);
  expect(next.has(sessions.hashes()[0] ?? '')).toBe(false);
  expect(existsSync(file)).toBe(false);
  expect(takeSessions(state)).toEqual([]);
});

test('what is old or no such file is forgotten', () => {
  const file = join(state, 'console-sessions.json');
  const { sessions } = openSession();
  const [hash = ''] = sessions.hashes();
  for (const at of [Date.now() - 600_000, Date.now() + 600_000]) {
    writeFileSync(file, JSON.stringify({ at, hashes: [hash] }));
    expect(takeSessions(state)).toEqual([]);
  }
  writeFileSync(file, '{"hashes": "all"');
  expect(takeSessions(state)).toEqual([]);
  expect(existsSync(file)).toBe(false);
});
