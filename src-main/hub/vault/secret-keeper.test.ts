import { expect, test } from 'vitest';
import { createMemoryVault } from './memory.ts';
import { createVaultKeeper } from './secret-keeper.ts';
import { Secrets } from './secrets.ts';

function open(stored: Record<string, string>, env: Record<string, string> = {}) {
  const vault = createMemoryVault(stored);
  const secrets = new Secrets({
    store: {
      open: async () => vault,
      isInFile: async () => false,
      rekey: async () => '/vault.json',
      close() {},
    },
    env,
    onTrouble() {},
  });
  return { keeper: createVaultKeeper(secrets), [Symbol.dispose]: () => secrets.close() };
}

test('tells what the vault holds under a name', async () => {
  using at = open({ KEPT: 'a' });
  expect(await at.keeper.compare('KEPT', 'a')).toBe('same');
  expect(await at.keeper.compare('KEPT', 'b')).toBe('other');
  expect(await at.keeper.compare('NEW', 'a')).toBe('nothing');
  await at.keeper.set('NEW', 'a');
  expect(await at.keeper.compare('NEW', 'a')).toBe('same');
});

test('a name of which another one differs in case alone is taken', async () => {
  using at = open({ github_token: 'a' });
  expect(await at.keeper.compare('GITHUB_TOKEN', 'a')).toBe('other');
});

test('what a variable of the hub decides is never relied on, whatever it says', async () => {
  using at = open({}, { LOOM_SECRET_GITHUB_TOKEN: 'a' });
  expect(await at.keeper.compare('GITHUB_TOKEN', 'a')).toBe('other');
});
