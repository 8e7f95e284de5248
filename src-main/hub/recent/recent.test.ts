import { expect, test, vi } from 'vitest';
import type { ServerHealth } from '../../../src-shared/domain/hub-state.ts';
import { emptyState } from '../../../src-shared/domain/testing/sample-state.ts';
import { createFakeService } from '../api/testing/fake-service.ts';
import { noteActions } from './note-actions.ts';
import { noteWrite } from './note-write.ts';
import { RecentChanges, type Watched } from './recent-changes.ts';

function watch() {
  const state = { servers: [], clients: [], problems: [] } as {
    -readonly [Key in keyof Watched]: Watched[Key];
  };
  const recent = new RecentChanges(() => state);
  const told = () => recent.list().map(({ about, text }) => `${about} ${text}`);
  const health = (id: string, next: ServerHealth) => {
    state.servers = [...state.servers.filter((one) => one.id !== id), { id, health: next }];
  };
  return { state, recent, told, health };
}

const since = 1;

test('what is there at the beginning is no change', () => {
  const problems = [{ at: 1, code: 'x', remedy: '', message: 'broken' }];
  const recent = new RecentChanges(() => ({ servers: [], clients: ['Cursor'], problems }));
  expect(recent.list()).toEqual([]);
});

test('tells how servers fare, and not what they pass through', () => {
  const { recent, told, health } = watch();
  health('a', { phase: 'idle', since });
  health('b', { phase: 'starting', since });
  expect(told()).toEqual([]);
  health('a', { phase: 'ready', since });
  health('b', { phase: 'failed', since, error: 'exited with code 1', remedy: '' });
  expect(recent.list()).toMatchObject([
    { kind: 'server', about: 'b', text: 'failed: exited with code 1', tone: 'failed' },
    { kind: 'server', about: 'a', text: 'started', tone: 'ok' },
  ]);
  health('b', { phase: 'waiting', since, awaits: 'secret T', error: '', remedy: '' });
  expect(told()[0]).toBe('b waits for secret T');
  health('a', { phase: 'idle', since });
  expect(told()[0]).toBe('a stopped');
});

test('tells of clients, problems and the registry', () => {
  const { state, recent, told } = watch();
  state.clients = ['Cursor', 'Cursor', 'Zed'];
  const problem = { at: 1, code: 'x', remedy: '', message: '3 failed attempts' };
  state.problems = [problem, { ...problem, message: 'broken', file: '/home/ada/registry.yaml' }];
  expect(told().sort()).toEqual([
    'Cursor connected',
    'Zed connected',
    'hub 3 failed attempts',
    'registry.yaml broken',
  ]);
  state.clients = ['Zed'];
  state.problems = [{ ...problem, message: '4 failed attempts' }];
  expect(told().slice(0, 2)).toEqual(['registry.yaml settled: broken', 'Cursor disconnected']);
  expect(told()).not.toContain('hub 4 failed attempts');
  const nothing = { profilesChanged: false, orderChanged: false };
  recent.registryChanged({ added: ['n'], changed: ['c'], removed: ['r'], ...nothing });
  expect(told().slice(0, 3)).toEqual(['r removed', 'c changed in registry.yaml', 'n added']);
});

test('says the same once, with its last time, and forgets the oldest', () => {
  const { recent } = watch();
  for (let count = 0; count < 300; count += 1) {
    const about = `${count % 250}`;
    recent.note({ kind: 'hub', about, event: 'problem', detail: 'x', tone: 'plain' });
  }
  const list = recent.list();
  expect(list).toHaveLength(200);
  expect(list[0]?.about).toBe('49');
  expect(new Set(list.map(({ about }) => about)).size).toBe(200);
  for (const after of ['0.1 s', '12.5 s']) {
    const detail = `no answer after ${after}`;
    recent.note({ kind: 'server', about: 'a', event: 'server-failed', detail, tone: 'failed' });
  }
  expect(recent.list().filter(({ kind }) => kind === 'server')).toMatchObject([
    { text: 'failed: no answer after 12.5 s' },
  ]);
});

test('looks by itself after a change, and not after it was closed', async () => {
  const state = vi.fn(() => ({ servers: [], clients: [], problems: [] }));
  const recent = new RecentChanges(state);
  for (let count = 0; count < 50; count += 1) recent.changed();
  await expect.poll(() => state.mock.calls.length).toBe(2);
  recent.changed();
  recent.close();
  recent.changed();
  expect(state).toHaveBeenCalledTimes(2);
});

test('notes secrets and tokens by name alone, and only what was done', async () => {
  const { recent } = watch();
  const service = createFakeService(emptyState);
  const changed = vi.fn();
  const noted = noteActions(service, recent, changed);
  await noted.secrets.set({ name: 'TOKEN', secret: 'canary' });
  await expect(noted.auth.generate({})).rejects.toThrow('locked');
  await noted.secrets.remove({ name: 'TOKEN' });
  expect(recent.list()).toMatchObject([
    { kind: 'secret', about: 'TOKEN', text: 'removed' },
    { kind: 'secret', about: 'TOKEN', text: 'set' },
  ]);
  expect(JSON.stringify(recent.list())).not.toContain('canary');
  expect(changed).toHaveBeenCalledTimes(2);
});

test('tells of writes to clients’ files, and not of those that were not needed', () => {
  const { recent, told } = watch();
  const about = { key: 'k', target: 'cursor', label: 'Cursor', file: '/home/ada/mcp.json' };
  noteWrite({ ...about, by: 'sync', did: undefined }, recent);
  expect(told()).toEqual([]);
  noteWrite({ ...about, by: 'sync', did: 'written' }, recent);
  noteWrite({ ...about, by: 'guardian', did: 'put-back' }, recent);
  noteWrite({ ...about, by: 'undo', did: 'taken-back' }, recent);
  noteWrite({ ...about, by: 'sync', did: 'taken-out' }, recent);
  expect(told()).toEqual([
    "Cursor Loom's entry taken out of /home/ada/mcp.json",
    'Cursor the last write taken back in /home/ada/mcp.json',
    "Cursor Loom's entry put back into /home/ada/mcp.json",
    "Cursor Loom's entry written into /home/ada/mcp.json",
  ]);
});

test('says what a server waits for in parts, for other languages', () => {
  const { recent, health } = watch();
  const lack = { of: 'secret', name: 'T' } as const;
  health('b', { phase: 'waiting', since, awaits: 'secret T', lack, error: '', remedy: '' });
  expect(recent.list()).toMatchObject([{ event: 'server-waiting', lack }]);
});
