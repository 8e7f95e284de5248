import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LoomError } from '../../../../src-shared/errors.ts';
import { Session, type SessionOptions } from '../../sessions/session.ts';
import { clients } from '../index.ts';
import type { ClientStore } from '../sync/client-store.ts';
import { openClientStore } from '../sync/open-client-store.ts';
import { type SyncedTarget, targetKey } from '../sync/synced-target.ts';
import { clientOf } from './client-of.ts';
import { ClientStatuses } from './client-statuses.ts';
import { Sightings } from './sightings.ts';

let store: ClientStore;
let now: number;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loom-sightings-'));
  store = openClientStore(join(folder, 'clients.db'), () => {});
  now = 1_000_000;
});
afterEach(async () => {
  store.close();
  await rm(folder, { recursive: true });
});

interface Said {
  name?: string;
  version?: string;
  hint?: string;
  profile?: string;
  carrier?: SessionOptions['carrier'];
  client?: object;
}

function session({
  name,
  version = '1.0',
  hint,
  profile = 'default',
  carrier = 'socket',
  client,
}: Said) {
  const opened = new Session({ carrier, profile, clientHint: hint, client, send() {} });
  opened.introduce({
    capabilities: {},
    clientInfo: name === undefined ? undefined : { name, version },
  });
  opened.era = 'legacy';
  return opened;
}

function synced(more: Partial<SyncedTarget> = {}): SyncedTarget {
  const target: SyncedTarget = {
    key: targetKey(more.target ?? 'cursor', more.file ?? '/c/mcp.json', []),
    target: 'cursor',
    client: 'cursor',
    label: 'Cursor',
    file: '/c/mcp.json',
    root: [],
    where: {},
    entries: [],
    via: 'proxy',
    mode: 'loom',
    at: 1,
    proof: { phase: 'waiting', since: 2 },
    ...more,
  };
  store.putTarget(target);
  return target;
}

function watch() {
  const changed = vi.fn<() => void>();
  const failed = vi.fn<(error: LoomError) => void>();
  const sightings = new Sightings({ store, clients, changed, failed, now: () => now });
  const proofs = () =>
    Object.fromEntries(store.targets().map(({ target, proof }) => [target, proof.phase]));
  return { sightings, changed, failed, proofs };
}

describe('who it is', () => {
  test.each([
    [{ hint: 'cursor', name: 'whatever' }, 'cursor'],
    [{ hint: 'no-such-client', name: 'claude-code' }, 'claude-code'],
    [{ name: 'codex-mcp-client' }, 'codex'],
    [{ name: 'gemini-cli-mcp-client' }, 'gemini-cli'],
    [{ name: 'claude-ai' }, 'claude-desktop'],
    [{ name: 'Visual Studio Code' }, 'vscode'],
    [{ name: 'Cursor' }, 'cursor'],
    [{ name: 'cursorless' }, undefined],
    [{ name: 'sdk-client' }, undefined],
    [{}, undefined],
    [{ hint: 'cursor', name: 'loom-verify' }, undefined],
  ])('%j is %s', (said: Said, client) => {
    expect(clientOf(session(said), clients)).toBe(client);
  });
});

describe('a first call', () => {
  test('proves that the client uses what was written, with its version and era', () => {
    synced();
    const { sightings, changed } = watch();
    sightings.introduced(session({ hint: 'cursor', name: 'cursor-vscode', version: '2.3' }));
    expect(store.targets()[0]?.proof).toEqual({
      phase: 'verified',
      at: now,
      version: '2.3',
      era: 'legacy',
    });
    expect(store.sightings()).toMatchObject([
      { client: 'cursor', version: '2.3', profile: 'default' },
    ]);
    expect(changed).toHaveBeenCalled();
  });

  test('of a trial of our own proves nothing', () => {
    synced();
    const { sightings, proofs } = watch();
    sightings.introduced(session({ hint: 'cursor', name: 'loom-verify' }));
    expect(proofs()).toEqual({ cursor: 'waiting' });
    expect(store.sightings()).toEqual([]);
  });

  test('proves nothing of entries that lead elsewhere', () => {
    synced({ target: 'cursor:project', profile: 'review' });
    synced({ target: 'cursor', via: 'http' });
    const { sightings, proofs } = watch();
    sightings.introduced(session({ hint: 'cursor' }));
    expect(proofs()).toEqual({ 'cursor:project': 'waiting', cursor: 'waiting' });
    sightings.introduced(session({ hint: 'cursor', profile: 'review' }));
    expect(proofs()).toEqual({ 'cursor:project': 'verified', cursor: 'waiting' });
    sightings.introduced(session({ name: 'cursor-vscode', carrier: 'http' }));
    expect(proofs()).toEqual({ 'cursor:project': 'verified', cursor: 'verified' });
  });

  test('that cannot be written down harms nobody', () => {
    const { sightings, failed } = watch();
    vi.spyOn(store, 'see').mockImplementation(() => {
      throw new Error('the disk is full');
    });
    sightings.introduced(session({ hint: 'cursor' }));
    expect(failed.mock.calls[0]?.[0].message).toContain('the disk is full');
  });
});

test('a client that comes with every request is written down once a minute', () => {
  const see = vi.spyOn(store, 'see');
  const { sightings } = watch();
  for (let count = 0; count < 50; count++) {
    const one = session({ hint: 'cursor' });
    sightings.introduced(one);
    now += 1_000;
    sightings.ended(one);
  }
  expect(see).toHaveBeenCalledTimes(1);
  now += 60_000;
  sightings.ended(session({ hint: 'cursor' }));
  expect(store.sightings()[0]?.at).toBe(now);
});

describe('what people see', () => {
  test('is nothing of clients that were neither written nor have called', () => {
    expect(new ClientStatuses({ store, clients }).all([])).toEqual([]);
  });

  test('are files, sessions, profile, version, drift, and the proof that wants attention', () => {
    const project = synced({ target: 'cursor:project', file: '/p/mcp.json', profile: 'review' });
    synced({ proof: { phase: 'verified', at: 3 } });
    const { key, target, label, file } = project;
    const drift = { key, target, label, file, at: 4, how: 'missing', diff: '' } as const;
    store.addDrift({ ...drift, suspects: [], outcome: 'waiting' });
    store.see({ client: 'cursor', at: 5, version: '1.0' });
    const shared = {};
    const sessions = [
      session({ hint: 'cursor', client: shared }),
      session({ hint: 'cursor', client: shared, profile: 'work', version: '2.0' }),
      session({ name: 'stranger' }),
    ];
    expect(new ClientStatuses({ store, clients }).all(sessions)).toEqual([
      {
        client: 'cursor',
        label: 'Cursor',
        targets: [
          { id: 'cursor', file: '/c/mcp.json', profile: undefined },
          { id: 'cursor:project', file: '/p/mcp.json', profile: 'review' },
        ],
        proof: { phase: 'waiting', since: 2 },
        sessions: 1,
        lastSeenAt: 5,
        version: '1.0',
        profile: 'work',
        drifted: ['cursor:project'],
      },
    ]);
  });

  test('of a client that somebody configured by hand: it called, so it works', () => {
    store.see({ client: 'zed', at: 5, version: '0.9' });
    const statuses = new ClientStatuses({ store, clients });
    expect(statuses.all([])).toMatchObject([
      {
        client: 'zed',
        targets: [],
        proof: { phase: 'verified', at: 5, version: '0.9' },
        sessions: 0,
      },
    ]);
    store.see({ client: 'amp', at: 6 });
    expect(statuses.all([])).toHaveLength(1);
    statuses.refresh();
    expect(statuses.all([])).toHaveLength(2);
  });
});
