import { describe, expect, test } from 'vitest';
import type { Vault } from './vault.ts';

/** What every vault must do. `create` makes one that holds the secrets, and nothing else. */
export function describeVault(
  name: string,
  create: (secrets: Record<string, string>) => Promise<Vault>,
): void {
  describe(`vault: ${name}`, () => {
    test('gives a secret exactly as it was stored', async () => {
      const secret = ' p$ss\n"wörd" ${env:X} ';
      const vault = await create({ TOKEN: secret });
      expect(await vault.get('TOKEN')).toBe(secret);
    });

    test('keeps secrets of different names apart', async () => {
      const vault = await create({ FIRST: 'one', SECOND: 'two' });
      expect([await vault.get('SECOND'), await vault.get('FIRST')]).toEqual(['two', 'one']);
    });

    test('knows an empty secret from a missing one', async () => {
      const vault = await create({ EMPTY: '' });
      expect(await vault.get('EMPTY')).toBe('');
      expect(await vault.get('MISSING')).toBeUndefined();
    });

    test.each(['constructor', 'toString', '__proto__'])('has no secret named %s', async (word) => {
      const vault = await create({});
      expect(await vault.get(word)).toBeUndefined();
    });
  });
}
