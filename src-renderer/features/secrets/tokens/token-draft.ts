import { isSecretName } from '../order-secrets.ts';
import type { Lifetime } from './lifetimes.ts';

/** A token that is to be made, as it stands in the form. */
export interface TokenDraft {
  name: string;
  /** Empty: any. */
  profile: string;
  /** Undefined: all. */
  servers: readonly string[] | undefined;
  lifetime: Lifetime;
  isKept: boolean;
  /** Empty: after its name. */
  key: string;
}

export const emptyDraft: TokenDraft = {
  name: '',
  profile: '',
  servers: undefined,
  lifetime: 'quarter',
  isKept: false,
  key: '',
};

export interface TokenWords {
  nameRule: string;
  nameTaken(name: string): string;
  noServers: string;
}

export type TokenProblems = Partial<Record<'name' | 'servers' | 'key', string>>;

/** What can be told before the hub is asked; it checks everything once more. */
export function checkToken(
  draft: TokenDraft,
  taken: readonly string[],
  words: TokenWords & { keyRule: string },
): TokenProblems {
  const name = draft.name.trim();
  const problems: TokenProblems = {};
  if (name !== '' && !isTokenName(name)) problems.name = words.nameRule;
  if (taken.includes(name)) problems.name = words.nameTaken(name);
  if (draft.servers?.length === 0) problems.servers = words.noServers;
  if (draft.isKept && !isSecretName(keyOf(draft))) problems.key = words.keyRule;
  return problems;
}

/** The name of the secret that is to keep its text. */
export function keyOf({ name, key }: TokenDraft): string {
  if (key.trim() !== '') return key.trim();
  const own = name
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
  return own === '' ? 'LOOM_TOKEN' : `LOOM_TOKEN_${own}`;
}

/** The rule of `TokenName`, which would bring its whole library along. */
function isTokenName(text: string): boolean {
  return /^[\p{L}\p{N}](?:[\p{L}\p{N} ._@-]{0,62}[\p{L}\p{N}])?$/u.test(text);
}
