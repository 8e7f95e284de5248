/** What JSON, JSON with comments and JSON5 have in common: their tokens, told apart as far as editing needs. */

/**
 * `literal`: a value that is no key. `word`: `true` and its like, which JSON5 also takes as a key.
 * `name`: a key without quotes. `bad`: no token of the language.
 */
export type TokenKind =
  | '{'
  | '}'
  | '['
  | ']'
  | ':'
  | ','
  | 'string'
  | 'literal'
  | 'word'
  | 'name'
  | 'line-comment'
  | 'block-comment'
  | 'bad'
  | 'end';

/** Reads one token after the other; says what it read last. */
export interface TokenReader {
  kind: TokenKind;
  start: number;
  /** Exclusive. */
  end: number;
  /** Of a `bad` token; quotes nothing of the text, which may be a secret. */
  reason: string;
  /** Goes on to the next token; stays at the end of the text, and at a bad token. */
  next(): void;
}

export interface Syntax {
  /** Stands before the first token at or after `from`, which lies in no token. */
  tokens(text: string, from: number): TokenReader;
  /** The value that a token of kind `string`, `literal` or `word` stands for. */
  valueOf(source: string): unknown;
  /** The key that a token of kind `string`, `word` or `name` stands for. */
  keyOf(source: string): string;
  /** Whether `JSON.parse` takes it, but for comments and trailing commas. */
  isJson: boolean;
}
