import { createScanner, type JSONScanner } from 'jsonc-parser';
import type { Syntax, TokenKind, TokenReader } from './syntax.ts';

/** JSON, with comments and trailing commas or without. */
export const jsoncSyntax: Syntax = {
  tokens: (text, from) => new JsoncTokens(text, from),
  valueOf: (source) => JSON.parse(source),
  keyOf: (source) => (source.includes('\\') ? String(JSON.parse(source)) : source.slice(1, -1)),
  isJson: true,
};

/**
 * By the scanner's number for a kind of token (`SyntaxKind`, a `const enum`, which modules that are
 * compiled one by one cannot name). What is not listed is no token of JSON.
 */
const kinds: readonly (TokenKind | undefined)[] = [
  undefined,
  ...(['{', '}', '[', ']', ',', ':'] as const),
  ...(['literal', 'literal', 'literal', 'string', 'literal'] as const),
  ...(['line-comment', 'block-comment', undefined, undefined, undefined, 'end'] as const),
];
const lineBreak = 14;
const blanks = 15;

/** By the scanner's number for what is wrong (`ScanError`). */
const reasons = [
  'this is no JSON value',
  'a comment is never closed',
  'a text is not closed in its line',
  'a number is cut off',
  '\\u needs four hexadecimal digits',
  'a backslash within a text is written as two',
  'a text holds a control character',
];
const badEscapes = [4, 5];

class JsoncTokens implements TokenReader {
  kind: TokenKind = 'end';
  start = 0;
  end = 0;
  reason = '';
  readonly #text: string;
  readonly #scanner: JSONScanner;

  constructor(text: string, from: number) {
    this.#text = text;
    this.#scanner = createScanner(text, false);
    this.#scanner.setPosition(from);
  }

  next(): void {
    if (this.kind === 'bad') return;
    let found: number = this.#scanner.scan();
    while (found === blanks || found === lineBreak) found = this.#scanner.scan();
    const error: number = this.#scanner.getTokenError();
    this.kind = (error === 0 && kinds[found]) || 'bad';
    this.start = this.#scanner.getTokenOffset();
    this.end = this.#scanner.getPosition();
    if (this.kind !== 'bad') return;
    this.reason = reasons[error] ?? '';
    if (badEscapes.includes(error)) {
      this.start += offsetOfBadEscape(this.#text.slice(this.start, this.end));
    }
  }
}

function offsetOfBadEscape(source: string): number {
  const escapes = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})?/g;
  for (const found of source.matchAll(escapes)) if (found[0] === '\\') return found.index;
  return 0;
}
