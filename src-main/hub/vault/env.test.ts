import { expect, test } from 'vitest';
import { createEnvVault, secretVariable } from './env.ts';
import { describeVault } from './vault.conformance.ts';

describeVault('env', {
  readOnly: true,
  create: async (secrets) =>
    createEnvVault(
      Object.fromEntries(
        Object.entries(secrets).map(([name, secret]) => [secretVariable(name), secret]),
      ),
    ),
});

test('turns a name into the variable that a shell can set', () => {
  expect(secretVariable('github.token-2')).toBe('LOOM_SECRET_GITHUB_TOKEN_2');
});

test('gives out no other variable than its own', async () => {
  const vault = createEnvVault({ PATH: '/bin', TOKEN: 'x', LOOM_SECRET_: 'y' });
  expect(await vault.get('PATH')).toBeUndefined();
  expect(await vault.get('TOKEN')).toBeUndefined();
  expect(await vault.list()).toEqual([]);
});

test('takes nothing, and names the variable to set instead', async () => {
  const vault = createEnvVault({});
  const refusal = {
    code: 'vault-read-only',
    remedy: expect.stringContaining('LOOM_SECRET_MY_TOKEN'),
  };
  await expect(vault.set('my-token', 'canary')).rejects.toMatchObject(refusal);
  await expect(vault.remove('my-token')).rejects.toMatchObject(refusal);
});
