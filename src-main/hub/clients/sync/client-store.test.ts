import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LoomError } from '../../../../src-shared/errors.ts';
import type { ClientStore, NewWrite } from './client-store.ts';
import { openClientStore } from './open-client-store.ts';
import type { SyncedTarget } from './synced-target.ts';
import { sha256 } from './testing/sync-fixture.ts';

let folder: string;
let file: string;
let opened: ClientStore[] = [];
const setAside: LoomError[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loom-store-'));
  file = join(folder, 'clients.db');
  setAside.length = 0;
});
afterEach(() => {
  for (const store of opened) store.close();
  opened = [];
  rmSync(folder, { recursive: true });
});

function open(): ClientStore {
  const store = openClientStore(file, (error) => setAside.push(error));
  opened.push(store);
  return store;
}

function closeAll(): void {
  for (const store of opened) store.close();
  opened = [];
}

const target: SyncedTarget = {
  ...{ key: 'k', target: 'cursor', client: 'cursor', label: 'Cursor', file: '/h/mcp.json' },
  ...{ root: ['mcpServers'], where: {}, via: 'proxy', mode: 'loom', at: 1 },
  entries: [{ name: 'loom', value: { command: 'loom' } }],
  proof: { phase: 'none' },
};

function write(before: string | undefined, realFile = '/h/mcp.json'): NewWrite {
  return {
    ...{ run: 'r', at: 1, key: 'k', target: 'cursor', label: 'Cursor', file: realFile, realFile },
    ...{ by: 'sync', what: 'inserted', format: 'json', touched: [], folders: [] },
    ...(before !== undefined && { before: sha256(before) }),
    after: sha256('after'),
  };
}

async function add(store: ClientStore, before: string | undefined, realFile?: string) {
  const id = await store.begin(
    write(before, realFile),
    before === undefined ? undefined : Buffer.from(before),
  );
  store.confirm(id);
  return id;
}

test('keeps what it knows over a restart, for its user alone', async () => {
  const first = open();
  first.putTarget(target);
  first.setProof('k', { phase: 'waiting', since: 2 });
  first.setHeal('cursor', 'auto');
  first.see({ client: 'cursor', at: 3, version: '1' });
  first.see({ client: 'cursor', at: 4 });
  const id = await add(first, 'the bytes');
  closeAll();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const second = open();
  expect(second.target('k')).toEqual({ ...target, proof: { phase: 'waiting', since: 2 } });
  expect(second.healOf('cursor')).toBe('auto');
  expect(second.healOf('codex')).toBeUndefined();
  expect(second.sightings()).toEqual([{ client: 'cursor', at: 4, version: '1' }]);
  expect(second.write(id)).toMatchObject({ before: sha256('the bytes'), isKept: true });
  expect(Buffer.from(await second.bytes(sha256('the bytes'))).toString()).toBe('the bytes');
});

test('keeps the newest twenty of each file, and the very first', async () => {
  const store = open();
  for (let count = 0; count < 25; count++) await add(store, `state ${count}`);
  await add(store, 'of another file', '/h/other.json');
  const kept = store.writes({ realFile: '/h/mcp.json' }).map(({ isKept }) => isKept);
  expect(kept).toEqual([...Array(20).fill(true), ...Array(4).fill(false), true]);
  expect(Buffer.from(await store.bytes(sha256('state 0'))).toString()).toBe('state 0');
  await expect(store.bytes(sha256('state 2'))).rejects.toMatchObject({ code: 'not-found' });
  expect(store.writes({ realFile: '/h/other.json' })).toMatchObject([{ isKept: true }]);
});

test('a write counts when it is confirmed, and leaves nothing when it is dropped', async () => {
  const store = open();
  const id = await store.begin(write('before'), Buffer.from('before'));
  expect(store.writes()).toEqual([]);
  expect(store.unconfirmed()).toMatchObject([{ id }]);
  store.drop(id);
  expect(store.unconfirmed()).toEqual([]);
  await expect(store.bytes(sha256('before'))).rejects.toMatchObject({ code: 'not-found' });
});

test('drifts come newest first and keep what became of them', () => {
  const store = open();
  const about = { target: 'cursor', label: 'Cursor', file: '/h', at: 1, diff: '', suspects: [] };
  const drift = { ...about, key: 'k', how: 'missing', outcome: 'waiting' } as const;
  const first = store.addDrift(drift);
  const second = store.addDrift({ ...drift, how: 'changed' });
  store.setOutcome(first.id, 'healed');
  expect(store.drifts()).toEqual([second, { ...first, outcome: 'healed' }]);
});

test('a damaged file is set aside, and that is said', () => {
  writeFileSync(file, 'this is no database at all, and never was one of its kind'.repeat(50));
  const store = open();
  store.putTarget(target);
  expect(store.targets()).toHaveLength(1);
  expect(setAside).toMatchObject([{ code: 'file-unreadable' }]);
  const kept = readdirSync(folder).find((name) => name.startsWith('clients.db.damaged-'));
  expect(readFileSync(join(folder, kept ?? ''), 'utf8')).toContain('this is no database');
});

test('one that was cut off is set aside, too', async () => {
  const store = open();
  for (let count = 0; count < 40; count++) await add(store, `${count} ${'x'.repeat(count)}`);
  closeAll();
  truncateSync(file, 8_192);
  open();
  expect(setAside).toHaveLength(1);
  expect(readdirSync(folder).some((name) => name.includes('damaged'))).toBe(true);
});

test('one of a later Loom is left alone', () => {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA user_version = 99');
  database.close();
  const before = readFileSync(file);
  expect(open).toThrow(expect.objectContaining({ code: 'file-unwritable' }));
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a copy that is damaged is never handed out', async () => {
  const store = open();
  await add(store, 'the bytes');
  const database = new DatabaseSync(file);
  database.exec("UPDATE contents SET gzipped = x'1f8b'");
  database.close();
  await expect(store.bytes(sha256('the bytes'))).rejects.toMatchObject({ code: 'file-unreadable' });
});

test('what is forgotten is in no file any more, and other clients’ writes stay', async () => {
  const store = open();
  const secret = Buffer.from('ghp_EXAMPLE-canary'.repeat(4));
  const about = { ...write(secret.toString()), what: 'ghp_EXAMPLE-canary' };
  store.confirm(await store.begin(about, secret));
  const other = { ...write('theirs', '/h/config.toml'), target: 'codex' };
  store.confirm(await store.begin(other, Buffer.from('theirs')));
  expect(store.forget(['cursor'])).toBe(1);
  expect(store.writes()).toMatchObject([{ target: 'codex', isKept: true }]);
  await expect(store.bytes(sha256(secret.toString()))).rejects.toMatchObject({ code: 'not-found' });
  for (const name of readdirSync(folder)) {
    expect(readFileSync(join(folder, name)).includes('canary'), name).toBe(false);
  }
  expect(store.forget()).toBe(1);
  expect(store.writes()).toEqual([]);
});
