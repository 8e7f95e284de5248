import { expect, test } from 'vitest';
import { createEnvVault, secretVariable } from './env.ts';
import { describeVault } from './vault.conformance.ts';

describeVault('env', async (secrets) =>
  createEnvVault(
    Object.fromEntries(
      Object.entries(secrets).map(([name, secret]) => [secretVariable(name), secret]),
    ),
  ),
);

test('turns a name into the variable that a shell can set', () => {
  expect(secretVariable('github.token-2')).toBe('LOOM_SECRET_GITHUB_TOKEN_2');
});

test('gives out no other variable than its own', async () => {
  const vault = createEnvVault({ PATH: '/bin', TOKEN: 'x' });
  expect(await vault.get('PATH')).toBeUndefined();
  expect(await vault.get('TOKEN')).toBeUndefined();
});
