import { expect, test } from 'vitest';
import type { SecretView } from '../../../src-shared/domain/secret.ts';
import { isSecretName, orderSecrets } from './order-secrets.ts';

const secrets: SecretView[] = [
  { name: 'ALPHA', source: 'file', usedBy: ['docs'] },
  { name: 'BETA', source: 'missing', usedBy: ['github'] },
  { name: 'GAMMA', source: 'environment', usedBy: [] },
];
const names = (query: string, onlyMissing = false) =>
  orderSecrets(secrets, { query, onlyMissing }).map(({ name }) => name);

test('what is not set comes first, the rest stays in its order', () => {
  expect(names('')).toEqual(['BETA', 'ALPHA', 'GAMMA']);
  expect(names('', true)).toEqual(['BETA']);
});

test('is found by its name and by who uses it', () => {
  expect(names('alp')).toEqual(['ALPHA']);
  expect(names('GitHub')).toEqual(['BETA']);
  expect(names('nothing')).toEqual([]);
});

test("knows what a secret may be called, and which names are Loom's own", () => {
  expect(['GITHUB_TOKEN', '_a', 'A.b-c'].every(isSecretName)).toBe(true);
  expect(['', '1A', 'a b', 'Loom.tokens', 'A'.repeat(129)].some(isSecretName)).toBe(false);
});
