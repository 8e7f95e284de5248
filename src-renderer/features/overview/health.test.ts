import { expect, test } from 'vitest';
import type { ServerHealth, ServerView } from '../../../src-shared/domain/hub-state.ts';
import { count, healthWords } from './health.ts';

const now = Date.UTC(2026, 10, 20, 12);

test.each<[ServerHealth, string, string]>([
  [{ phase: 'disabled' }, 'off', 'Disabled'],
  [{ phase: 'idle', since: now }, 'off', 'Idle'],
  [{ phase: 'starting', since: now }, 'working', 'Starting'],
  [{ phase: 'ready', since: now }, 'ok', 'Running'],
])('a healthy server needs no explanation: $phase', (health, tone, word) => {
  const words = healthWords(server(health), now);
  expect(words).toMatchObject({ tone, word });
  expect(words.trouble).toBeUndefined();
});

test('a server that was given up shows its error and its remedy', () => {
  const words = healthWords(
    server({ phase: 'failed', since: now, error: 'exited with code 1', remedy: 'Set a token.' }),
    now,
  );
  expect(words).toMatchObject({
    tone: 'failed',
    trouble: { what: 'exited with code 1', remedy: 'Set a token.' },
  });
});

test('a server that lacks a secret waits, with what for and what to do', () => {
  const [awaits, error, remedy] = ['secret TOKEN', 'there is no secret TOKEN', 'Set it.'];
  const words = healthWords(server({ phase: 'waiting', since: now, awaits, error, remedy }), now);
  expect(words).toMatchObject({ tone: 'attention', word: 'Waiting' });
  expect(words.why).toMatch(/^Waits for secret TOKEN, since /);
  expect(words.trouble).toEqual({ what: error, remedy });
});

test('a server that is tried again says when', () => {
  const error = 'refused';
  const health = { phase: 'backing-off', since: now, attempt: 3, retryAt: now + 14_000, error };
  const words = healthWords(server(health as ServerHealth), now);
  expect(words.trouble?.remedy).toBe('Loom tries again in 14 s.');
  expect(healthWords(server(health as ServerHealth), now + 20_000).trouble?.remedy).toBe(
    'Loom tries again on the next call.',
  );
});

test('a running server that misbehaved is marked and explained', () => {
  const view = { ...server({ phase: 'ready', since: now }), warning: { at: now, text: 'garbage' } };
  expect(healthWords(view, now)).toMatchObject({ tone: 'attention', trouble: { what: 'garbage' } });
});

test('the evidence of a running server names its processes', () => {
  const instance = {
    key: 'shared',
    state: { phase: 'ready', since: now } as const,
    pid: 7,
    sessions: 2,
    callsInFlight: 1,
    lastUsedAt: now,
  };
  const view = { ...server({ phase: 'ready', since: now }), instances: [instance] };
  expect(healthWords(view, now).why).toContain('shared, pid 7: 2 sessions, 1 call in flight');
});

test('counts agree with their noun', () => {
  expect([0, 1, 2].map((n) => count(n, 'server'))).toEqual(['0 servers', '1 server', '2 servers']);
});

function server(health: ServerHealth): ServerView {
  return {
    id: 'github',
    transport: 'stdio',
    target: 'npx github',
    scope: 'auto',
    interactive: false,
    health,
    instances: [],
    calls: 0,
    errors: 0,
  };
}
