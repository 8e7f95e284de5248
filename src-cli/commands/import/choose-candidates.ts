import { didYouMean } from '../../../src-shared/did-you-mean.ts';
import type { ImportCandidate } from '../../../src-shared/domain/import.ts';
import { LoomError } from '../../../src-shared/errors.ts';

/**
 * The candidates that are meant by their number, their name, or what a client calls them.
 *
 * @throws LoomError `not-found`.
 */
export function chooseCandidates(
  words: readonly string[],
  candidates: readonly ImportCandidate[],
): ImportCandidate[] {
  const chosen = words.flatMap((word) => {
    const found = named(word, candidates);
    if (found.length > 0) return found;
    const meant = didYouMean(
      word,
      candidates.map(({ id }) => id),
    );
    throw new LoomError('not-found', `Nothing of the name "${word}" was found.`, {
      remedy: meant
        ? `Did you mean "${meant}"?`
        : '`loom import --dry-run` shows all that was found.',
    });
  });
  return candidates.filter((candidate) => chosen.includes(candidate));
}

function named(word: string, candidates: readonly ImportCandidate[]): ImportCandidate[] {
  const exact = candidates.filter(({ id }) => id === word);
  if (exact.length > 0) return exact;
  const byName = candidates.filter(({ names }) => names.includes(word));
  if (byName.length > 0) return byName;
  const byNumber = /^\d+$/.test(word) ? candidates[Number(word) - 1] : undefined;
  return byNumber ? [byNumber] : [];
}
