import type { Adoption } from '../../../../src-shared/domain/secret-finding.ts';

/** What was seen, and nothing that came into the file since: each with the name that was shown. */
export function exactly(chosen: readonly Adoption[], all: readonly Adoption[]): string[] {
  const wanted = chosen.map(({ id, secret }) => {
    // A text that holds several goes as a whole, each under the name that it was planned with.
    const isOne = all.filter((other) => other.id === id).length === 1;
    return isOne ? `${id}=${secret}` : id;
  });
  return [...new Set(wanted)];
}
