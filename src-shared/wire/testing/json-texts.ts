import fc from 'fast-check';

/**
 * JSON as texts with every liberty that JSON gives its writers, and a reading of them that loses
 * nothing: what the relay must keep is more than what a parser keeps.
 */

export const space = fc.constantFrom('', '', '', ' ', '\n', '\t \r\n');

/** A member as it is written; `key` is what its key means. */
export interface MemberText {
  key: string;
  text: string;
}

/** A string's text, some of them all in escapes. */
export const stringText = fc
  .tuple(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.boolean())
  .map(([text, escaped]) => spelled(text, escaped));

const numberText = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom('-0', '1.0', '1e400', '1E-400', '18446744073709551616', '0.10000', '1e2'),
);

const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(stringText, numberText, fc.constantFrom('true', 'false', 'null')),
    fc
      .tuple(fc.array(fc.tuple(space, tie('value'), space), { maxLength: 4 }), space)
      .map(
        ([items, gap]) => `[${items.length > 0 ? items.map((i) => i.join('')).join(',') : gap}]`,
      ),
    membersOf(tie('value')).chain(objectText),
  ),
}));

/** The text of any value. */
export const valueText = value;

/** Members with keys of which no two mean the same, and which are not among `not`. */
export function memberTexts(not: readonly string[] = []): fc.Arbitrary<MemberText[]> {
  return membersOf(value, not);
}

/** The text of an object with these members in their order. */
export function objectText(members: readonly MemberText[]): fc.Arbitrary<string> {
  return fc.infiniteStream(space).map((spaces) => {
    const next = () => String(spaces.next().value);
    if (members.length === 0) return `{${next()}}`;
    return `{${members.map(({ text }) => `${next()}${text}${next()}`).join(',')}}`;
  });
}

/** A member with this key, plain or in escapes, and space around its colon. */
export function memberText(key: string, innerText: fc.Arbitrary<string>): fc.Arbitrary<MemberText> {
  return fc.tuple(fc.boolean(), space, space, innerText).map(([escaped, before, after, text]) => ({
    key,
    text: `${spelled(key, escaped)}${before}:${after}${text}`,
  }));
}

/** What a text means, with numbers as they are written. */
export function meaning(text: string): unknown {
  const read = (_: string, parsed: unknown, context?: { source?: string }) => {
    if (typeof parsed === 'number') return `number ${context?.source}`;
    return typeof parsed === 'string' ? `string ${parsed}` : parsed;
  };
  return JSON.parse(text, read);
}

function membersOf(
  innerText: fc.Arbitrary<string>,
  not: readonly string[] = [],
): fc.Arbitrary<MemberText[]> {
  const key = fc
    .oneof(fc.string({ unit: 'grapheme', maxLength: 8 }), fc.constantFrom('a', 'name', 'é', '_'))
    .filter((name) => name !== '__proto__' && !not.includes(name));
  return fc
    .uniqueArray(key, { maxLength: 4 })
    .chain((keys) => fc.tuple(...keys.map((name) => memberText(name, innerText))));
}

function spelled(text: string, escaped: boolean): string {
  if (!escaped) return JSON.stringify(text);
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`;
}
