import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';

export type JsonReason =
  | 'value'
  | 'name'
  | 'colon'
  | 'comma'
  | 'brace'
  | 'bracket'
  | 'string'
  | 'end'
  | 'symbol';

/** Where a text stops being JSON, and what stands or lacks there. Lines and columns count from 1. */
export interface JsonError {
  reason: JsonReason;
  offset: number;
  length: number;
  line: number;
  column: number;
}

/** The first thing that is wrong with a text that `JSON.parse` does not take: browsers do not say where. */
export function findJsonError(text: string): JsonError {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  const offset = first?.offset ?? text.length;
  const above = text.slice(0, offset).split('\n');
  return {
    reason: (first && reasons[printParseErrorCode(first.error)]) ?? 'symbol',
    offset,
    length: first?.length ?? 0,
    line: above.length,
    column: (above.at(-1)?.length ?? 0) + 1,
  };
}

const reasons: Record<string, JsonReason> = {
  PropertyNameExpected: 'name',
  ValueExpected: 'value',
  ColonExpected: 'colon',
  CommaExpected: 'comma',
  CloseBraceExpected: 'brace',
  CloseBracketExpected: 'bracket',
  EndOfFileExpected: 'end',
  UnexpectedEndOfString: 'string',
  InvalidCharacter: 'string',
  InvalidEscapeCharacter: 'string',
  InvalidUnicode: 'string',
};
