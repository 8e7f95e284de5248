import type { SecretView } from '../../../src-shared/domain/secret.ts';

/** What is not set comes first: servers wait for it. */
export function orderSecrets(
  secrets: readonly SecretView[],
  { query, onlyMissing }: { query: string; onlyMissing: boolean },
): SecretView[] {
  const text = query.trim().toLowerCase();
  const isMissing = ({ source }: SecretView) => source === 'missing';
  return secrets
    .filter((secret) => !onlyMissing || isMissing(secret))
    .filter(({ name, usedBy }) =>
      [name, ...usedBy].some((word) => word.toLowerCase().includes(text)),
    )
    .toSorted((a, b) => Number(isMissing(b)) - Number(isMissing(a)));
}

/** The rule of `isSecretName`, whose file would bring its whole library along. */
export function isSecretName(text: string): boolean {
  return /^[A-Za-z_][\w.()-]{0,127}$/.test(text) && !text.toLowerCase().startsWith('loom.');
}
