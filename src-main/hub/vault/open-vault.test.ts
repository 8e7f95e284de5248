import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { LoomError } from '../../../src-shared/errors.ts';
import { loomPaths } from '../../../src-shared/paths.ts';
import { createVaultStore, type VaultStoreOptions } from './open-vault.ts';
import { createFakeKeychain, type FakeKeychain } from './testing/fake-keychain.ts';

const homes: string[] = [];

afterEach(() => {
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true });
});

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'loom-store-'));
  homes.push(home);
  return home;
}

/** The store of a hub that starts in that home, and what it had to say. */
function open(keychain: FakeKeychain, home = newHome(), more: Partial<VaultStoreOptions> = {}) {
  const env = { LOOM_HOME: home };
  const notices: LoomError[] = [];
  const store = createVaultStore({
    type: 'auto',
    paths: loomPaths({ platform: 'linux', home, user: 'ada', env }),
    platform: 'linux',
    env,
    keychain,
    onNotice: (notice) => notices.push(notice),
    ...more,
  });
  return { store, notices, home };
}

test('is the keychain where there is one, without a word', async () => {
  const { store, notices } = open(createFakeKeychain());
  const vault = await store.open();
  expect(vault.kind).toBe('keychain');
  await vault.set('TOKEN', 'x');
  expect(await (await store.open()).get('TOKEN')).toBe('x');
  expect(notices).toEqual([]);
});

test('is the encrypted file where there is none, and says why and what to do', async () => {
  const { store, notices, home } = open(createFakeKeychain('away'));
  const vault = await store.open();
  expect(vault.kind).toBe('file');
  await vault.set('TOKEN', 'x');
  expect(readdirSync(home)).toContain('vault.json');
  expect(notices).toMatchObject([
    {
      message: expect.stringMatching(/encrypted file .*vault\.json.*no bus/),
      remedy: expect.stringContaining('type: file'),
    },
  ]);
});

test('stays the file when a keychain comes, and says so at each start', async () => {
  const { store, home } = open(createFakeKeychain('away'));
  await (await store.open()).set('TOKEN', 'x');
  const later = open(createFakeKeychain(), home);
  expect(await (await later.store.open()).get('TOKEN')).toBe('x');
  expect(later.notices).toHaveLength(1);
});

test('knows without a keychain whether secrets lie in the file', async () => {
  const { store, home } = open(createFakeKeychain('away'));
  expect(await store.isInFile()).toBe(false);
  await (await store.open()).set('TOKEN', 'x');
  expect(await open(createFakeKeychain(), home).store.isInFile()).toBe(true);
  expect(await open(createFakeKeychain(), home, { type: 'file' }).store.isInFile()).toBe(true);
  expect(await open(createFakeKeychain(), home, { type: 'keychain' }).store.isInFile()).toBe(false);
});

test('stays the keychain when that is away, so that no secret seems to be gone', async () => {
  const keychain = createFakeKeychain();
  const { store, home } = open(keychain);
  await (await store.open()).set('TOKEN', 'x');
  keychain.state = 'away';
  const later = open(keychain, home);
  const failing = later.store.open().then((vault) => vault.get('TOKEN'));
  await expect(failing).rejects.toMatchObject({ code: 'vault-unavailable' });
  expect(readdirSync(home)).not.toContain('vault.json');
  expect(later.notices).toEqual([]);
});

test('chooses nothing in place of a keychain that is locked, until it is open', async () => {
  const keychain = createFakeKeychain('locked');
  const { store, home, notices } = open(keychain);
  await expect(store.open()).rejects.toMatchObject({ code: 'vault-locked' });
  keychain.state = 'open';
  expect((await store.open()).kind).toBe('keychain');
  expect(notices).toEqual([]);
  expect(readdirSync(home)).toEqual([]);
});

test.each(['keychain', 'file', 'env'] as const)('is what config.yaml says: %s', async (type) => {
  const { store, notices } = open(createFakeKeychain('away'), newHome(), { type });
  expect((await store.open()).kind).toBe(type);
  expect(notices).toEqual([]);
});

test('encrypts its file anew, and nothing else', async () => {
  const { store, home } = open(createFakeKeychain('away'));
  await (await store.open()).set('TOKEN', 'x');
  expect(await store.rekey('open sesame')).toBe(join(home, 'vault.json'));
  expect(await (await store.open()).get('TOKEN')).toBe('x');
  const other = open(createFakeKeychain());
  await expect(other.store.rekey('open sesame')).rejects.toMatchObject({ code: 'usage' });
});
