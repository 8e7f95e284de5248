import { z } from 'zod';
import { TokenView } from '../../../src-shared/domain/token.ts';
import { LoomError } from '../../../src-shared/errors.ts';

/** The vault's record that holds all tokens; the prefix makes it Loom's own. */
export const tokensRecord = 'loom.tokens';

/** A token as it is kept: by its hash, so that nobody can read it out of the vault. */
export const TokenRecord = TokenView.extend({
  /** SHA-256 of its text, in hex. Enough without a salt: 256 random bits cannot be guessed. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type TokenRecord = z.output<typeof TokenRecord>;

const Tokens = z.object({ version: z.literal(1), tokens: z.array(TokenRecord) });

/**
 * Reads what the vault holds; nothing where that is undefined.
 *
 * @throws LoomError 'vault-damaged', which repeats nothing of it.
 */
export function readTokenRecords(text: string | undefined): TokenRecord[] {
  if (text === undefined) return [];
  try {
    return Tokens.parse(JSON.parse(text)).tokens;
  } catch {
    throw new LoomError('vault-damaged', 'what the vault holds of the tokens cannot be read', {
      remedy:
        'A newer Loom may have written it; otherwise put back the last good version of the vault.',
    });
  }
}

export function printTokenRecords(tokens: readonly TokenRecord[]): string {
  return JSON.stringify({ version: 1, tokens });
}

/** As people see it. */
export function viewOfToken({ hash: _, ...view }: TokenRecord): TokenView {
  return view;
}
