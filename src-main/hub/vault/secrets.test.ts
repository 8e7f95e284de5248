import { expect, test } from 'vitest';
import type { LoomError } from '../../../src-shared/errors.ts';
import { createKeychainVault } from './keychain.ts';
import { createMemoryVault } from './memory.ts';
import type { VaultStore } from './open-vault.ts';
import { Secrets } from './secrets.ts';
import { createFakeKeychain } from './testing/fake-keychain.ts';
import type { Vault } from './vault.ts';

interface Opened extends Disposable {
  secrets: Secrets;
  /** What was reported, and `undefined` for its end. */
  troubles: (LoomError | undefined)[];
}

function open(vault: Vault, env: Record<string, string> = {}): Opened {
  const troubles: Opened['troubles'] = [];
  const store: VaultStore = {
    open: async () => vault,
    isInFile: async () => vault.kind === 'file',
    rekey: async () => '/vault.json',
    close() {},
  };
  const onTrouble = (error: LoomError | undefined) => void troubles.push(error);
  const secrets = new Secrets({ store, env, onTrouble, pollMs: 20 });
  return { secrets, troubles, [Symbol.dispose]: () => secrets.close() };
}

test('a variable of the environment wins over what is stored', async () => {
  using at = open(createMemoryVault({ 'my-token': 'stored' }), { LOOM_SECRET_MY_TOKEN: 'env' });
  expect(await at.secrets.get('my-token')).toBe('env');
  expect(at.secrets.isFromEnvironment('my-token')).toBe(true);
});

test('lists what is stored, wanted or in the environment, each once', async () => {
  const vault = createMemoryVault({ STORED: 'canary', 'my-token': 'canary', 'loom.tokens': 'x' });
  using at = open(vault, { LOOM_SECRET_MY_TOKEN: 'canary', LOOM_SECRET_EXTRA: 'canary' });
  const list = await at.secrets.list(['STORED', 'wanted', 'extra']);
  expect(list).toMatchObject([
    { name: 'STORED', source: 'memory', changedAt: expect.any(Number) },
    { name: 'extra', source: 'environment' },
    { name: 'my-token', source: 'environment' },
    { name: 'wanted', source: 'missing' },
  ]);
  expect(JSON.stringify(list)).not.toContain('canary');
});

test.each(['loom.tokens', 'Loom.x'])('%s is nothing that people can read or set', async (name) => {
  using at = open(createMemoryVault({ [name]: 'own' }));
  const { secrets } = at;
  for (const call of [
    () => secrets.get(name),
    () => secrets.set(name, 'x'),
    () => secrets.remove(name),
  ]) {
    await expect(call()).rejects.toMatchObject({ code: 'invalid-secret-name' });
  }
  expect(await secrets.records.get(name)).toBe('own');
});

test('refuses a name that differs from another in case alone', async () => {
  using at = open(createMemoryVault({ TOKEN: 'x' }));
  await expect(at.secrets.set('Token', 'y')).rejects.toMatchObject({ code: 'name-taken' });
  await at.secrets.set('TOKEN', 'z');
  expect(await at.secrets.get('TOKEN')).toBe('z');
});

test('reports a store that is locked once, and tells when it can be read again', async () => {
  const keychain = createFakeKeychain('locked');
  using at = open(createKeychainVault({ keychain, service: 'loom', longest: 1200 }));
  const opened = new Promise<void>((resolve) => at.secrets.opened.on(resolve));
  for (const name of ['A', 'B']) {
    await expect(at.secrets.get(name)).rejects.toMatchObject({ code: 'vault-locked' });
  }
  expect(at.troubles).toMatchObject([{ code: 'vault-locked' }]);
  keychain.state = 'open';
  await opened;
  expect(at.troubles).toHaveLength(2);
  expect(at.troubles[1]).toBeUndefined();
});

test('a secret that is there does not need the store that is locked', async () => {
  const keychain = createFakeKeychain('locked');
  const vault = createKeychainVault({ keychain, service: 'loom', longest: 1200 });
  using at = open(vault, { LOOM_SECRET_A: 'env' });
  expect(await at.secrets.get('A')).toBe('env');
  expect(at.troubles).toEqual([]);
});
