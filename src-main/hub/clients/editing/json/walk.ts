import type { Syntax, TokenKind, TokenReader } from './syntax.ts';

/** What a walk meets, in the text's order. Offsets are from the start of the text, ends exclusive. */
export interface Visitor {
  opened?(kind: '{' | '[', start: number): void;
  closed?(end: number): void;
  key?(start: number, end: number): void;
  /** A text, a number, `true`, `false` or `null`. */
  scalar?(start: number, end: number): void;
  /** `trailing`: nothing follows in its list or object. */
  comma?(start: number, trailing: boolean): void;
  comment?(start: number, end: number): void;
}

/** `value`: false where the text holds no value, only blanks and comments. `end` is where it ended. */
export type Walked =
  | { ok: true; value: boolean; end: number }
  | { ok: false; reason: string; offset: number };

/** Nobody nests like that, and what reads the content may be recursive. */
const deepest = 500;

/** Reads a whole text; says what is wrong with it and where. Takes comments and trailing commas. */
export function walkText(syntax: Syntax, text: string, visitor: Visitor): Walked {
  const from = text.startsWith('\uFEFF') ? 1 : 0;
  return new Walk(syntax.tokens(text, from), visitor).text();
}

/** Reads the one value that starts at `from`. */
export function walkValue(syntax: Syntax, text: string, from: number, visitor: Visitor): Walked {
  return new Walk(syntax.tokens(text, from), visitor).value();
}

/** What may come next. `first` things may also be the end of what was opened. */
type Expected = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'comma' | 'nothing';

const missing: Record<Expected, string> = {
  value: 'a value is missing here',
  'first-value': 'a value or ] is missing here',
  key: 'a key in quotes is missing here',
  'first-key': 'a key in quotes or } is missing here',
  colon: 'a colon is missing here',
  comma: 'a comma or the closing bracket is missing here',
  nothing: 'something follows after the end',
};

/** Not recursive, so that no text can exhaust the stack. */
class Walk {
  readonly #tokens: TokenReader;
  readonly #visitor: Visitor;
  readonly #open: ('{' | '[')[] = [];
  #expected: Expected = 'value';
  #comma = -1;

  constructor(tokens: TokenReader, visitor: Visitor) {
    this.#tokens = tokens;
    this.#visitor = visitor;
  }

  text(): Walked {
    if (this.#next() === 'end') return { ok: true, value: false, end: this.#tokens.start };
    const value = this.#value();
    if (!value.ok) return value;
    return this.#next() === 'end' ? value : this.#fail();
  }

  value(): Walked {
    this.#next();
    return this.#value();
  }

  #value(): Walked {
    for (;;) {
      const { kind, start, end } = this.#tokens;
      if (!this.#take(kind, start, end)) return this.#fail();
      if (this.#expected === 'nothing') return { ok: true, value: true, end };
      this.#next();
    }
  }

  /** Goes to the next token that is no comment. */
  #next(): TokenKind {
    this.#tokens.next();
    while (this.#tokens.kind === 'line-comment' || this.#tokens.kind === 'block-comment') {
      this.#visitor.comment?.(this.#tokens.start, this.#tokens.end);
      this.#tokens.next();
    }
    return this.#tokens.kind;
  }

  #take(kind: TokenKind, start: number, end: number): boolean {
    switch (this.#expected) {
      case 'value':
      case 'first-value':
        return this.#takeValue(kind, start, end);
      case 'key':
      case 'first-key':
        return this.#takeKey(kind, start, end);
      case 'colon':
        return kind === ':' && this.#expect('value');
      case 'comma':
        return kind === ',' ? this.#takeComma(start) : this.#takeClose(kind, end);
      case 'nothing':
        return false;
    }
  }

  #takeValue(kind: TokenKind, start: number, end: number): boolean {
    if (kind === '{' || kind === '[') {
      this.#settleComma(false);
      this.#open.push(kind);
      this.#visitor.opened?.(kind, start);
      this.#expected = kind === '{' ? 'first-key' : 'first-value';
      return this.#open.length <= deepest;
    }
    if (kind !== 'string' && kind !== 'literal' && kind !== 'word') {
      return this.#mayClose() && this.#takeClose(kind, end);
    }
    this.#settleComma(false);
    this.#visitor.scalar?.(start, end);
    this.#afterValue();
    return true;
  }

  #takeKey(kind: TokenKind, start: number, end: number): boolean {
    if (kind !== 'string' && kind !== 'word' && kind !== 'name') {
      return this.#mayClose() && this.#takeClose(kind, end);
    }
    this.#settleComma(false);
    this.#visitor.key?.(start, end);
    this.#expected = 'colon';
    return true;
  }

  #takeComma(start: number): boolean {
    this.#comma = start;
    this.#expected = this.#open.at(-1) === '{' ? 'key' : 'value';
    return true;
  }

  #takeClose(kind: TokenKind, end: number): boolean {
    if (kind !== (this.#open.at(-1) === '{' ? '}' : ']')) return false;
    this.#settleComma(true);
    this.#open.pop();
    this.#visitor.closed?.(end);
    this.#afterValue();
    return true;
  }

  /** At the first place of what was opened, or after a comma, which is a trailing one then. */
  #mayClose(): boolean {
    return this.#open.length > 0 && (this.#expected.startsWith('first') || this.#comma >= 0);
  }

  #settleComma(trailing: boolean): void {
    if (this.#comma >= 0) this.#visitor.comma?.(this.#comma, trailing);
    this.#comma = -1;
  }

  #expect(next: Expected): true {
    this.#expected = next;
    return true;
  }

  #afterValue(): void {
    this.#expected = this.#open.length > 0 ? 'comma' : 'nothing';
  }

  #fail(): Walked & { ok: false } {
    const { kind, start } = this.#tokens;
    if (kind === 'bad') return { ok: false, reason: this.#tokens.reason, offset: start };
    const tooDeep = this.#open.length > deepest && `it is nested more than ${deepest} deep`;
    const ended = kind === 'end' && 'the text ends before everything is closed';
    const why = tooDeep || ended || missing[this.#expected];
    return { ok: false, reason: why, offset: start };
  }
}
