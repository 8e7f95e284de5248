import { evaluate, parse, type Token, tokenize } from '@humanwhocodes/momoa';
import type { Syntax, TokenKind, TokenReader } from './syntax.ts';

export const json5Syntax: Syntax = {
  tokens: (text, from) => new Json5Tokens(text, from),
  valueOf: (source) => evaluate(parse(source, { mode: 'json5' })),
  keyOf: (source) => (isQuoted(source) ? quotedText(source) : nameOf(source)),
  isJson: false,
};

const kinds: Readonly<Record<string, TokenKind>> = {
  LBrace: '{',
  RBrace: '}',
  LBracket: '[',
  RBracket: ']',
  Comma: ',',
  Colon: ':',
  String: 'string',
  Number: 'literal',
  Null: 'word',
  Boolean: 'word',
  Identifier: 'name',
  LineComment: 'line-comment',
  BlockComment: 'block-comment',
};

const number =
  /^[+-]?(?:0[xX][\da-fA-F]+|(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|Infinity|NaN)$/;

class Json5Tokens implements TokenReader {
  kind: TokenKind = 'end';
  start = 0;
  end = 0;
  reason = 'this is no JSON5, or it is never closed';
  readonly #text: string;
  readonly #from: number;
  readonly #tokens: readonly Token[];
  readonly #end: { kind: TokenKind; at: number };
  #index = 0;

  constructor(text: string, from: number) {
    const rest = text.slice(from);
    this.#text = text;
    this.#from = from;
    try {
      this.#tokens = tokenize(rest, { mode: 'json5' });
      this.#end = { kind: 'end', at: rest.length };
    } catch (error) {
      this.#tokens = [];
      this.#end = { kind: 'bad', at: Math.min(offsetOf(error), rest.length) };
    }
  }

  next(): void {
    if (this.kind === 'bad') return;
    const token = this.#tokens[this.#index++];
    this.start = this.#from + (token?.loc.start.offset ?? this.#end.at);
    this.end = token ? this.#from + token.loc.end.offset : this.start;
    this.kind = token ? kindOf(token.type, this.#text.slice(this.start, this.end)) : this.#end.kind;
  }
}

/** Stricter than `momoa`, which takes a line break within a text, `.x` for a number and the like. */
function kindOf(type: string, source: string): TokenKind {
  if (type === 'String' && !isText(source)) return 'bad';
  if (type === 'Number' && !number.test(source)) return 'bad';
  if (type === 'LineComment' && /[\u2028\u2029]/.test(source)) return 'bad';
  if (source === 'Infinity' || source === 'NaN') return 'word';
  return kinds[type] ?? 'bad';
}

function isText(source: string): boolean {
  const escapes = /[\r\n]|\\(?:\r\n|u[\da-fA-F]{4}|x[\da-fA-F]{2}|0(?!\d)|[^1-9ux0])?/g;
  for (const [found] of source.matchAll(escapes)) {
    if (found === '\\' || found === '\r' || found === '\n') return false;
  }
  return true;
}

function isQuoted(source: string): boolean {
  return source.startsWith('"') || source.startsWith("'");
}

function quotedText(source: string): string {
  if (!source.includes('\\')) return source.slice(1, -1);
  return String(json5Syntax.valueOf(source));
}

function nameOf(source: string): string {
  return source.replace(/\\u([\da-fA-F]{4})/g, (_, code) =>
    String.fromCharCode(parseInt(code, 16)),
  );
}

function offsetOf(error: unknown): number {
  if (!(error instanceof Error && 'offset' in error)) throw error;
  return Number(error.offset);
}
