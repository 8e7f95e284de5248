import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LoomError } from '../../../src-shared/errors.ts';
import { createMemoryVault } from '../vault/memory.ts';
import { openSignInNotes } from './sign-in-notes.ts';
import type { SignInRecord } from './sign-in-record.ts';
import { SignInStore } from './sign-in-store.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'loom-sign-in-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const record: SignInRecord = {
  url: 'https://mcp.example.com/mcp',
  issuer: 'https://auth.example.com',
  authorizationServer: 'https://auth.example.com',
  client: { client_id: 'c', client_secret: 'canary-client' },
  accessToken: 'canary-access',
  refreshToken: 'canary-refresh',
  scopes: ['a'],
  signedInAt: 1,
};

function openStore(vault = createMemoryVault()) {
  const secrets: string[] = [];
  const path = join(folder, 'sign-ins.json');
  const reads: string[] = [];
  const told: string[] = [];
  const store = new SignInStore({
    vault: {
      ...vault,
      get(name) {
        reads.push(name);
        return vault.get(name);
      },
    },
    notes: openSignInNotes(path, ({ message }) => told.push(message)),
    onSecret: (secret) => secrets.push(secret),
  });
  return { store, vault, secrets, reads, path, told };
}

describe('SignInStore', () => {
  test('keeps a sign-in in the vault, under a name that nobody can refer to', async () => {
    const { store, vault, secrets } = openStore();
    await store.set('docs', record);
    expect(secrets).toEqual(['canary-access', 'canary-refresh', 'canary-client']);
    const [entry] = await vault.list();
    expect(entry?.name).toMatch(/^loom\.sign-in\.[0-9a-f]{32}$/);
    expect(await openStore(vault).store.get('docs')).toEqual(record);
  });

  test('notes beside it what people are told, and no secret', async () => {
    const { store, path } = openStore();
    await store.set('docs', record);
    expect(store.noteOf('docs')).toMatchObject({ issuer: record.issuer, renews: true });
    expect(readFileSync(path, 'utf8')).not.toContain('canary');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('does not open the vault for a server that nobody signed in to', async () => {
    const { store, reads } = openStore();
    expect(store.known('docs')).toEqual({ record: undefined });
    expect(await store.get('docs')).toBeUndefined();
    expect(reads).toEqual([]);
  });

  test('reads the vault once, and again where it was locked', async () => {
    const { store, vault } = openStore();
    await store.set('docs', record);
    const locked = new LoomError('vault-locked', 'locked');
    let isLocked = true;
    const get = async (name: string) => {
      if (isLocked) throw locked;
      return await vault.get(name);
    };
    const { store: later, reads } = openStore({ ...vault, get });
    await expect(later.get('docs')).rejects.toBe(locked);
    isLocked = false;
    expect(await later.get('docs')).toEqual(record);
    expect(await later.get('docs')).toEqual(record);
    expect(reads).toHaveLength(2);
  });

  test('forgets a sign-in altogether', async () => {
    const { store, vault, path } = openStore();
    await store.set('docs', record);
    await store.remove('docs');
    expect(await vault.list()).toEqual([]);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({});
    expect(await store.get('docs')).toBeUndefined();
  });

  test.each([
    ['no sign-in', undefined],
    ['the one before', { ...record, accessToken: 'before' }],
  ])('leaves %s where a new one cannot be noted', async (_what, before) => {
    const { store, vault, path } = openStore();
    if (before) await store.set('docs', before);
    rmSync(path, { force: true });
    mkdirSync(join(path, 'in-the-way'), { recursive: true });
    await expect(store.replace('docs', record)).rejects.toThrow();
    expect(await store.get('docs')).toEqual(before);
    expect(await vault.list()).toHaveLength(before ? 1 : 0);
    expect(store.noteOf('docs') !== undefined).toBe(before !== undefined);
  });

  test('takes damaged notes as none, and tells', async () => {
    writeFileSync(join(folder, 'sign-ins.json'), '{"docs":');
    const { store, path, told } = openStore();
    expect(store.noteOf('docs')).toBeUndefined();
    expect(told).toEqual([expect.stringContaining(`it is now ${path}.damaged-`)]);
  });
});
